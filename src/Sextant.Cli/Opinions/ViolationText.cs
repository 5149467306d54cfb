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
        CheckKind.Stability when broken.Operation is null => "`merge` breaks the invariant",
        CheckKind.Stability when broken.With is { } with => $"`{broken.Operation!.Name}` and `{with.Name}`, run at the same time, break {Clause(obj, broken)}",
        CheckKind.Stability or CheckKind.Remote or CheckKind.ThirdReplica or CheckKind.Stale => obj.StatesReliance
            ? $"`{broken.Operation!.Name}` breaks {Clause(obj, broken)}, which merge relies on"
            : $"`{broken.Operation!.Name}` breaks {Clause(obj, broken)} of the state that two replicas merge to",
        CheckKind.Lub => "`merge` yields a state that is not the least upper bound of the two",
        CheckKind.Monotonicity => $"`{broken.Operation!.Name}` can make the state smaller",
        CheckKind.Commutativity when broken.With is { } with => $"`{broken.Operation!.Name}` and `{with.Name}` lead to different {Clause(obj, broken)}, depending on which arrives first",
        CheckKind.Commutativity => "replicas that have seen the same operations are in different states",
        CheckKind.Precondition when broken.With is null => "an operation arrives where what it requires does not hold",
        CheckKind.Precondition => $"of `{broken.Operation!.Name}` and `{broken.With!.Name}`, run at the same time, one breaks {Clause(obj, broken)}, which the other requires",
        CheckKind.Escrow when broken.Operation is null => $"the initial state does not satisfy the bound of an escrow, {Clause(obj, broken)}",
        CheckKind.Escrow when obj.Escrows.Any(e => e.Span == broken.Clause!.Span) => $"`{broken.Operation!.Name}` uses up more than an escrow says, of {Clause(obj, broken)}",
        CheckKind.Escrow => $"`{broken.Operation!.Name}` takes or gives less than nothing: {Clause(obj, broken)}",
        CheckKind.MergeLaws => "merging the same states, twice or in another order, gives different results",
        _ => "a step cannot be run to its end",
    };

    /// <summary>What no longer holds, for the last line of a trace.</summary>
    public static string Violated(ReplicatedObject obj, GroupProperty broken) => broken is { Kind: CheckKind.Escrow, Operation: not null } ? Of(obj, broken)
        : broken.Clause is { } clause ? ClauseText.Of(obj.Source, clause.Span) : Of(obj, broken);

    private static string Clause(ReplicatedObject obj, GroupProperty broken) => $"`{broken.Clause!.Name ?? ClauseText.Of(obj.Source, broken.Clause.Span)}`";
}
