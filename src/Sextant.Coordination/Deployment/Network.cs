namespace Sextant.Coordination.Deployment;

/// <summary>For which mode the cost of a lock was measured.</summary>
public enum LockColumn
{
    Exclusive,
    Shared,
}

/// <summary>A time that varies, in milliseconds: at least the mean without the deviation, and on top of it an exponential time.</summary>
/// <param name="Deviation">The standard deviation, at most the mean.</param>
public readonly record struct Duration(double Mean, double Deviation)
{
    public static Duration Fixed(double ms) => new(ms, 0);

    public double Variance => Deviation * Deviation;
}

/// <summary>The sites where replicas are and locks may be held, and what messages and locks take between them.</summary>
/// <param name="Sites">Their names; everything else is indexed in this order.</param>
/// <param name="OneWay">For each pair of sites, row by row, what a message takes; the diagonal is zero.</param>
/// <param name="LockMs">For each site, what acquiring and releasing takes at the site itself; the same for all modes (slide 34).</param>
/// <param name="MeasuredLockMs">For each column, for each site of the lock, for each site of the client: what acquiring and releasing was measured to take; null where it is derived.</param>
/// <param name="ServerMs">How long a site is busy with one message about locks.</param>
public sealed record Network(
    EquatableArray<string> Sites,
    EquatableArray<EquatableArray<Duration>> OneWay,
    EquatableArray<double> LockMs,
    EquatableArray<EquatableArray<EquatableArray<double>>>? MeasuredLockMs,
    double ServerMs)
{
    /// <summary>Message legs of acquiring and releasing a lock: asked, granted, given back, acknowledged.</summary>
    public const int Legs = 4;

    /// <summary>What a lock held at <paramref name="site"/> costs a client at <paramref name="client"/> when nobody else wants it, in milliseconds.</summary>
    public double UncontendedMs(LockColumn column, int site, int client) => MeasuredLockMs is { } measured
        ? measured[(int)column][site][client]
        : Legs * OneWay[site][client].Mean + LockMs[site];
}
