namespace Sextant.Coordination.Simulation;

/// <param name="Seed">The same seed gives the same run, to the last bit.</param>
/// <param name="Seconds">Of a workload of rates: for how long it is sent. Counts are done to the end.</param>
/// <param name="CrashChance">How probable it is that a client dies while it holds its locks, each time.</param>
/// <param name="LeaseMs">How long a dead client's locks stay held.</param>
/// <param name="MaxEvents">After so many events the run is cut short, and says so.</param>
public sealed record SimulationOptions(ulong Seed, double Seconds = 600, double CrashChance = 0, double LeaseMs = 10_000, long MaxEvents = 200_000_000);

/// <summary>What a run came to. Times are virtual, in milliseconds.</summary>
/// <param name="TotalMs">The sum of what all operations took, from asking for the first lock to the last acknowledgement: what the published study measured.</param>
/// <param name="EndMs">When the last operation ended.</param>
/// <param name="IsComplete">Whether all was done within the bounds of events and of operations under way.</param>
/// <param name="Operations">For each operation with locks, in the order of the problem.</param>
public sealed record SimulationResult(double TotalMs, double EndMs, long Done, long Crashes, long Events, bool IsComplete, EquatableArray<OperationTimes> Operations);

/// <summary>How long one operation took, in milliseconds.</summary>
/// <param name="Distribution">How many of them took how long, in ascending order; none twice, and none where there are none.</param>
public sealed record OperationTimes(string Name, long Done, double MeanMs, double MedianMs, double Percentile99Ms, double MaxMs, EquatableArray<TimeBin> Distribution);

/// <summary>How many operations took a time between two: twenty such bins make a tenfold.</summary>
public sealed record TimeBin(double LowMs, double HighMs, long Count);
