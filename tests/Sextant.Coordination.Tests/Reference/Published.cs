using System.Text.Json;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Tests.Reference;

/// <summary>The published study: its workloads, its plans by their numbers, what it predicted and what it measured.</summary>
internal static class Published
{
    private static readonly string[] Sites = ["houston", "paris", "singapore"];
    private static readonly JsonElement Data = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "published.json"))).RootElement;

    /// <summary>Modes 1, 2 and 3 of two operations: for a, then b.</summary>
    private static readonly string[] ModesOfTwo = ["XX", "XS", "SX"];

    public static IEnumerable<string> Workloads(string study) => Data.GetProperty(study).GetProperty("predicted").EnumerateObject().Select(w => w.Name);

    public static CoordinationProblem Problem(string study, string workload) => Inputs.Example($"{study}/conflicts.yaml", $"{study}/{workload}.yaml");

    public static IEnumerable<(string Name, double Ms)> Predicted(string study, string workload) => Numbers(study, "predicted", workload);

    public static IEnumerable<(string Name, double Ms)> Measured(string workload) => Numbers("two", "measured", workload);

    public static Plan Plan(string study, string name)
    {
        string[] part = name.Split('-');
        return study == "two" ? OfTwo(part[1], part[2]) : OfThree(part[0], part[1], part[2]);
    }

    private static IEnumerable<(string Name, double Ms)> Numbers(string study, string what, string workload) =>
        Data.GetProperty(study).GetProperty(what).GetProperty(workload).EnumerateObject().Select(p => (p.Name, p.Value.GetDouble()));

    private static Plan OfTwo(string mode, string placement)
    {
        string modes = ModesOfTwo[Number(mode) - 1];
        var pair = new ConflictPair("a", "b", []);
        return new Plan([new PlannedLock([pair], [], [new LockUse("a", Mode(modes[..1])), new LockUse("b", Mode(modes[1..]))], Number(placement) - 1)]);
    }

    private static Plan OfThree(string granularity, string mode, string placement)
    {
        JsonElement study = Data.GetProperty("three");
        JsonElement modes = study.GetProperty("modes").GetProperty(granularity).GetProperty(mode);
        IEnumerable<JsonProperty> locks = study.GetProperty("placements").GetProperty(granularity).GetProperty(placement).EnumerateObject();
        return new Plan([.. locks.Select(l => new PlannedLock(Pairs(l.Name), [], Uses(l.Name, modes), Array.IndexOf(Sites, l.Value.GetString())))]);
    }

    /// <summary>The conflicts of a lock called like its operations in order, such as a-b-c.</summary>
    private static EquatableArray<ConflictPair> Pairs(string name)
    {
        string[] operations = name.Split('-');
        return [.. operations.Zip(operations.Skip(1), (a, b) => new ConflictPair(a, b, []))];
    }

    private static EquatableArray<LockUse> Uses(string name, JsonElement modes) =>
        [.. name.Split('-').Select(o => new LockUse(o, Mode(modes.GetProperty(o).GetProperty(name).GetString()!)))];

    private static LockMode Mode(string letter) => letter == "X" ? LockMode.Exclusive : LockMode.Shared;

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
