namespace Sextant.Coordination.Cost;

/// <summary>How well one list of costs ranks plans, measured by another list for the same plans.</summary>
public static class Comparison
{
    /// <summary>How many times the best true cost it costs to follow the predictions: the true cost of the first plan that they put first.</summary>
    public static double Regret(IReadOnlyList<double> predicted, IReadOnlyList<double> actual)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(actual);
        int chosen = 0;
        for (int i = 1; i < predicted.Count; i++)
        {
            if (predicted[i] < predicted[chosen])
                chosen = i;
        }

        return actual[chosen] / actual.Min();
    }

    /// <summary>
    /// The regret when what is actual was measured with noise: plans that are predicted to cost the same are taken for one plan that was
    /// measured several times, and count with their mean.
    /// </summary>
    public static double RegretOfEquals(IReadOnlyList<double> predicted, IReadOnlyList<double> actual)
    {
        (double Predicted, double Actual)[] classes = [.. predicted.Zip(actual).GroupBy(p => p.First).Select(g => (g.Key, g.Average(p => p.Second)))];
        return Regret([.. classes.Select(c => c.Predicted)], [.. classes.Select(c => c.Actual)]);
    }

    /// <summary>Spearman's rank correlation, equal values sharing their mean rank; from -1 to 1.</summary>
    public static double RankCorrelation(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        double[] a = Ranks(first);
        double[] b = Ranks(second);
        double mean = (a.Length + 1) / 2.0;
        double together = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        double apart = Math.Sqrt(a.Sum(x => (x - mean) * (x - mean)) * b.Sum(y => (y - mean) * (y - mean)));
        return apart == 0 ? 1 : together / apart;
    }

    private static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(v => values.Count(other => other < v) + ((values.Count(other => other == v) + 1) / 2.0))];
}
