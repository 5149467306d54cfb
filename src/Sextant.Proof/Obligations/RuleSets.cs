using Sextant.Model.Objects;

namespace Sextant.Proof.Obligations;

/// <summary>Which rules make up a proof.</summary>
internal static class RuleSets
{
    /// <summary>The rules of the published tool, in the order in which it checks them.</summary>
    public static IReadOnlyList<ObligationRule> Published { get; } =
        [new ContractRule(), new MonotonicityRule(assumesInvariant: false), new LubRule(assumesInvariant: false), new SafetyRule(ofMerge: true), new StabilityRule()];

    /// <summary>
    /// The rules that together make the invariant hold in every state of every replica, however many there are, over a
    /// network that loses, repeats and reorders messages.
    /// </summary>
    /// <remarks>
    /// The system keeps the following, by induction over its steps. Let H(j) be all states that replica j has ever been in; each
    /// of them may have been sent and may arrive anywhere at any later time.
    /// (1) Each state in H(j) satisfies the invariant. (2) Each pair of a state that replica i is in now and a state in H(j), j
    /// not i, satisfies the concurrency invariant as i sees it. (3) Of any x in H(j) and y in H(k), j not k, the one that came
    /// later stood in (2) to the earlier one, so that the pair satisfies it one way round. (4) H(j) is a chain in the order.
    /// It begins so: <c>initial</c>. A local operation keeps (1): <c>safety</c>; (2) as its replica sees it:
    /// <c>stability</c>, which assumes nothing of the other state but (1) and (2), so that it may be an old one; (2) as others
    /// see the new state: <c>remote</c>. A merge keeps (1): <c>safety</c>; (2) with states of other replicas than
    /// the sender: <c>third-replica</c>; (2) with the sender's own: <c>stability</c> and <c>stale</c>. (3) follows from (2). (4)
    /// follows from <c>monotonicity</c>, <c>lub</c> and <c>order</c>.
    /// Every step changes one replica, so that no obligation speaks of more than three.
    /// </remarks>
    public static IReadOnlyList<ObligationRule> Full(ReplicatedObject obj) =>
        [.. Common(obj, isPairwise: false), .. Steps(isPairwise: false)];

    /// <summary>For an object whose operations hold locks: pairs in the place of what relates states, and of what merge does to the invariant.</summary>
    public static IReadOnlyList<ObligationRule> Pairwise(ReplicatedObject obj) => [.. Common(obj, isPairwise: true), .. Steps(isPairwise: true)];

    /// <summary>What shows an invariant, and a concurrency invariant, inductive: the beginning and every step.</summary>
    public static IReadOnlyList<ObligationRule> Inductive(ReplicatedObject obj, bool isPairwise) => [obj.Initial.Count > 0 ? new InitialRule() : new BeginAlikeRule(), .. Steps(isPairwise)];

    private static IEnumerable<ObligationRule> Steps(bool isPairwise) => isPairwise
        ? [new SafetyRule(ofMerge: false), new PairRule()]
        : [new SafetyRule(ofMerge: true), new StabilityRule(), new RemoteRule(), new ThirdReplicaRule(), new StaleRule([])];

    /// <summary>Those of the rules that assume the invariant, and show of all states that satisfy it what is to be true of replicas' states.</summary>
    public static IReadOnlyList<ObligationRule> Whole(ReplicatedObject obj, bool isPairwise) =>
        [.. Inductive(obj, isPairwise), .. Algebra(isPairwise)];

    /// <remarks>The rule about pairs uses that merge yields least upper bounds of states of which it shows only then that they satisfy the invariant.</remarks>
    private static IEnumerable<ObligationRule> Algebra(bool isPairwise) => [new MonotonicityRule(assumesInvariant: true), new LubRule(assumesInvariant: !isPairwise), new MergeLawsRule()];

    private static IEnumerable<ObligationRule> Common(ReplicatedObject obj, bool isPairwise) =>
    [
        new EnabledRule(), obj.Initial.Count > 0 ? new InitialRule() : new InitialExampleRule(), new OrderRule(), new OrderSeesRule(), new SameStatesRule(),
        new ContractRule(), .. Algebra(isPairwise),
    ];
}
