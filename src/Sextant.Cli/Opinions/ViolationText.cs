using Sextant.Exploration.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Cli.Opinions;

/// <summary>Says in words what a run of replicas breaks.</summary>
internal static class ViolationText
{
    /// <summary>A sentence without a full stop.</summary>
    public static string Of(ReplicatedObject obj, GroupProperty broken) => broken.Kind switch
    {
        CheckKind.Initial => $"the initial state breaks {Clause(obj, broken)}",
        CheckKind.Safety => $"`{broken.Operation!.Name}` breaks the invariant {Clause(obj, broken)}",
        CheckKind.Stability => $"`{broken.Operation!.Name}` breaks {Clause(obj, broken)} of the state that two replicas merge to",
        CheckKind.Monotonicity => $"`{broken.Operation!.Name}` leads to a state that is not at least the one before",
        CheckKind.MergeLaws => "merging the same states gives different results",
        _ => "a step cannot be run to its end",
    };

    /// <summary>What no longer holds, for the last line of a trace.</summary>
    public static string Violated(ReplicatedObject obj, GroupProperty broken) => broken.Clause is { } clause ? obj.Source.Slice(clause.Span) : Of(obj, broken);

    private static string Clause(ReplicatedObject obj, GroupProperty broken) => $"`{broken.Clause!.Name ?? obj.Source.Slice(broken.Clause.Span)}`";
}
