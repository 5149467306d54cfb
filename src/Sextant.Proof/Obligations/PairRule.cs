using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Two operations that may run concurrently keep the invariant together. This takes the place of stability where operations
/// hold locks, because a lock says of two runs that they are not concurrent, and nothing of two states.
/// <para>
/// The rule: let a run in the state p, b in the state q, and let c be at least p and at least q. If the invariant holds of p, q
/// and c, of a(p) merged into c, and of b(q) merged into c, then it holds of both merged into c. A pair whose locks exclude it
/// is left out; where the locks have keys, those that exclude each other are assumed to differ.
/// </para>
/// <para>
/// Why the invariant then holds of every state of every replica: by the obligations lub, of any two states, and monotonicity a state is the least
/// upper bound of the results of the runs that it has seen, whatever the order in which they arrived, so states belong to sets
/// of runs which with each run hold all that it had seen. By induction on their size: the empty set is the initial state. Where
/// one run has seen all others, the state is its result, and safety is what is needed. Otherwise take two runs a and b that no
/// other has seen. Without a, without b, and without both, the sets are smaller, and the rule is what is needed. Neither a nor
/// b has seen the other, so they are not ordered, so no lock excludes them.
/// </para>
/// <para>
/// Where types merge all variables, each by itself, only clauses are asked that read what both operations change. For let a change nothing that a clause
/// reads. In these variables a(p) is p, and c is at least p, so that both results merged into c are there what b(q) merged into c is.
/// </para>
/// </summary>
internal sealed class PairRule : ObligationRule
{
    private const string Elsewhere = "elsewhere";

    public override CheckKind Kind => CheckKind.Stability;

    public override string Code => FindingCodes.Stability;

    /// <summary>
    /// Whether the rule can make use of the object's locks. What two replicas' states have to do with each other, where that is
    /// written, needs more than the rule shows; so does an invariant that names the replica, since a state arrives at many.
    /// </summary>
    public static bool AppliesTo(ReplicatedObject obj) => obj is { IsCoordinated: true, StatesReliance: false, Propagation: Propagation.States } && !NamesReplica(obj);

    /// <summary>Whether the invariant says something of the replica whose state it is.</summary>
    public static bool NamesReplica(ReplicatedObject obj) => obj.Invariant.Any(c => ExprWalk.All(c.Condition).Any(e => e is Expr.Reference r && r.Symbol == obj.Replica));

    /// <summary>The object as the rule sees it: merge relies on nothing.</summary>
    public static ReplicatedObject Prepare(ReplicatedObject obj) => obj with { Merge = obj.Merge with { Operation = obj.Merge.Operation with { Requires = [] } } };

    /// <summary>The object as rules see it that relate any two states, which locks and escrows say nothing of.</summary>
    public static ReplicatedObject WithoutPairs(ReplicatedObject obj) => obj.Propagation is Propagation.States ? obj with { Escrows = [] } : obj;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => Subject.Pairs(obj);

    public override string WhenItHolds(Subject subject) => $"`{subject.Name}` and `{subject.Other.Name}` keep the invariant together, wherever they run";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => subject.IsSelfPair
        ? $"`{subject.Name}` can break `{clause}` when it runs elsewhere too"
        : $"`{subject.Name}` can break `{clause}` when `{subject.Other.Name}` runs elsewhere";

    public override string Help(Subject subject) =>
        $"the two conflict, and no lock excludes what is shown: let {(subject.IsSelfPair ? $"`{subject.Name}`" : "both")} hold a lock of the keys in question, or let merge repair the result";

    protected override void Write(ObligationScript s)
    {
        (Operation first, Operation second) = (s.Operation, s.Subject.Other);
        if (LockExclusion.IsWhole(s))
            return;
        Env common = s.LocalState();
        s.Script.AssumeAll(s.Object.Invariant, common);
        Run one = Runs(first, s, common);
        Run two = Runs(second, s, common);
        LockExclusion.AssumeApart(s, one.Before, two.Before);
        EscrowRights.AssumeApart(s, common, one.Before, two.Before);
        if (s.Object.Replica is { } me)
            s.Script.Assume($"(not (= {one.Before[me]} {two.Before[me]}))");

        // What a replica ran after one of the two has seen that one, and is in neither of the other states.
        foreach ((Run run, Env other) in new[] { (one, common), (two, common), (one, two.Before), (two, one.Before) })
            s.AssumeOwnKnowledge(run.Before, other);
        Env both = s.Merge(one.Merged, two.After);
        s.Script.Show(s.Object.Invariant.Where(c => !s.Object.MergesByTypes || (Reads(c, first) && Reads(c, second))), both, "", SceneOf(s, common, one, two, both));
    }

    private static bool Reads(Clause clause, Operation operation) => ExprWalk.All(clause.Condition).Any(e => e is Expr.Reference { Symbol: VariableSymbol v } && operation.Modifies.Contains(v));

    private sealed record Run(Env Before, Env After, Env Merged);

    /// <summary>An operation that runs where part of the common state is known.</summary>
    private static Run Runs(Operation operation, ObligationScript s, Env common)
    {
        Env before = s.Script.DeclareAll(operation.Parameters, operation.Assumptions, s.LocalState());
        s.Script.AssumeAll(s.Object.Invariant, before);
        s.WhereOrdered(s.State(common), s.State(before));
        Env after = s.Run(operation, before);
        Env merged = s.Merge(common, after);
        s.Script.AssumeAll(s.Object.Invariant, merged);
        return new Run(before, after, merged);
    }

    private static Scene SceneOf(ObligationScript s, Env common, Run one, Run two, Env both)
    {
        return new Scene(
            [s.Column(ObligationScript.Here, s.State(one.Before)), s.Column(ObligationScript.There, s.State(two.Before)), s.Column(Elsewhere, s.State(common))],
            [Step(0, s.Operation, one), Step(1, s.Subject.Other, two), new SceneStep(2, $"merge ← {ObligationScript.Here}, {ObligationScript.There}", null, [.. s.StateVariables(both)])]);

        SceneStep Step(int column, Operation operation, Run run) => new(column, operation.Name,
            operation.Given.Select(p => new SceneVariable(p, p.Name, run.Before[p])).ToEquatable(), [.. s.StateVariables(run.After)]);
    }
}
