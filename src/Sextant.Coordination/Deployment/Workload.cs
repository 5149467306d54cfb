namespace Sextant.Coordination.Deployment;

/// <summary>A number that may be known only as a range.</summary>
public readonly record struct Amount(double Low, double High)
{
    public static Amount Exactly(double value) => new(value, value);

    public double Middle => (Low + High) / 2;

    public bool IsExact => Low == High;

    public Amount Times(double factor) => new(Low * factor, High * factor);
}

/// <summary>What the clients of each site do.</summary>
/// <param name="Load">How the amounts are meant.</param>
/// <param name="Clients">For each site, how many clients share its operations; each does one at a time. Only for counts.</param>
/// <param name="ThinkMs">What a client waits between two operations.</param>
/// <param name="Operations">What is done, in the order of the file.</param>
/// <param name="Keys">What is known of the values of keys; a key that is not here has one value, so that everybody meets at it.</param>
public sealed record Workload(
    LoadKind Load,
    EquatableArray<int> Clients,
    double ThinkMs,
    EquatableArray<OperationLoad> Operations,
    EquatableArray<KeyLoad> Keys)
{
    /// <summary>The workload with so many times as much of one operation.</summary>
    /// <param name="site">Where; null for everywhere.</param>
    public Workload Scaled(string operation, int? site, double factor) => this with
    {
        Operations = Operations.Select(o => o.Name != operation ? o
            : o with { Amounts = o.Amounts.Select((a, s) => site is null || s == site ? a.Times(factor) : a).ToEquatable() }).ToEquatable(),
    };

    /// <summary>The chance that two operations that use these keys mean the same values (both drawn from Zipf distributions).</summary>
    public double CollisionChance(IEnumerable<string> key) =>
        key.Aggregate(1.0, (chance, name) => chance * (Keys.FirstOrDefault(k => k.Name == name)?.CollisionChance ?? 1));
}

public enum LoadKind
{
    /// <summary>So many operations in all, one after another by each client.</summary>
    Counts,
    /// <summary>So many operations a second, whoever sends them.</summary>
    RatesPerSecond,
}

/// <param name="Amounts">For each site.</param>
/// <param name="ServiceMs">What the operation itself takes while it holds its locks.</param>
public sealed record OperationLoad(string Name, EquatableArray<Amount> Amounts, double ServiceMs);

/// <summary>How the values of a key are used: the value of rank i with a frequency proportional to i to the power of -skew.</summary>
public sealed record KeyLoad(string Name, int Values, double Skew)
{
    public double CollisionChance { get; } = Collision(Values, Skew);

    private static double Collision(int values, double skew)
    {
        double sum = 0;
        double squares = 0;
        for (int rank = 1; rank <= values; rank++)
        {
            double weight = Math.Pow(rank, -skew);
            sum += weight;
            squares += weight * weight;
        }

        return squares / (sum * sum);
    }
}
