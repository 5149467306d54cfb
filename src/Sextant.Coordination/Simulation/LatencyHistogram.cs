namespace Sextant.Coordination.Simulation;

/// <summary>Counts times in buckets a hundredth wide in proportion, from a microsecond to years.</summary>
internal sealed class LatencyHistogram
{
    private const double Least = 0.001;
    private const int BinsPerDecade = 20;
    private static readonly double LogWidth = Math.Log(1.01);

    private readonly long[] _counts = new long[3_600];
    private double _sum;
    private double _max;

    public long Count { get; private set; }

    public void Add(double ms)
    {
        int bucket = ms <= Least ? 0 : (int)(Math.Log(ms / Least) / LogWidth) + 1;
        _counts[Math.Min(bucket, _counts.Length - 1)]++;
        _sum += ms;
        _max = Math.Max(_max, ms);
        Count++;
    }

    public OperationTimes Times(string name) => new(name, Count, Count == 0 ? 0 : _sum / Count, Quantile(0.5), Quantile(0.99), _max, Distribution().ToEquatable());

    /// <summary>Wider bins, which can be drawn.</summary>
    private IEnumerable<TimeBin> Distribution() => _counts.Select((count, bucket) => (Count: count, Bin: BinOf(bucket))).Where(b => b.Count > 0).GroupBy(b => b.Bin)
        .Select(g => new TimeBin(Math.Pow(10, (double)g.Key / BinsPerDecade), Math.Pow(10, (double)(g.Key + 1) / BinsPerDecade), g.Sum(b => b.Count)));

    private static int BinOf(int bucket) => (int)Math.Floor(BinsPerDecade * Math.Log10(Least * Math.Exp(Math.Max(0, bucket - 0.5) * LogWidth)));

    private double Quantile(double part)
    {
        long rank = (long)Math.Ceiling(part * Count);
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            rank -= _counts[bucket];
            if (rank <= 0)
                return Count == 0 || bucket == 0 ? 0 : Math.Min(_max, Least * Math.Exp((bucket - 0.5) * LogWidth));
        }

        return _max;
    }
}
