using Sextant.Model.Objects;

namespace Sextant.Proof.Obligations;

/// <summary>Which rules make up a proof.</summary>
internal static class RuleSets
{
    /// <summary>The rules of the published tool, in the order in which it checks them.</summary>
    public static IReadOnlyList<ObligationRule> Published { get; } =
        [new ContractRule(), new MonotonicityRule(assumesInvariant: false), new LubRule(assumesInvariant: false), new SafetyRule(ofMerge: true), new StabilityRule(isPublished: true)];

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
    /// Where nobody wrote a concurrency invariant, and lattices of the library merge all fields, (2) says of x and y that their join x ⊔ y satisfies the invariant. Then
    /// it is the same both ways round, which is <c>remote</c>; and with y ≤ z also (x ⊔ y) ⊔ z = x ⊔ z, which is <c>stale</c> and the sender's part of
    /// <c>stability</c>. So those are asked only of what says more than that, or names the replica.
    /// </remarks>
    public static IReadOnlyList<ObligationRule> Full(ReplicatedObject obj) =>
        [.. Common(obj, isPairwise: false), .. Steps(isPairwise: false)];

    /// <summary>The rules for replicas that send each other their operations, in whatever order the concurrent ones arrive (Gotsman et al., POPL 2016).</summary>
    /// <remarks>
    /// Let the past of a run be the runs that its replica had seen, and let P be a set of runs which with each run holds its past, and with each
    /// two runs that a lock keeps apart the order of the two. By induction on its size: (1) all orders in which P may arrive lead to
    /// one state, but for the replica's name; (2) it satisfies the invariant; (3) so does the precondition of each further run whose past is in P, and of
    /// which P holds nothing that has seen it. For the empty set it is <c>initial</c>. (1) Let two orders end with a and with b. If these are the same run, what came before
    /// is one state. Otherwise neither has seen the other; P without both leads to one state, in which both may run by (3), and <c>commutativity</c> says
    /// that it does not matter which is last. (2) is <c>safety</c> by (3). (3) If P is the past of the run, it ran there. Otherwise a last one of the runs
    /// of P outside of that past is concurrent with it; P may as well end with that one, and <c>precondition</c> says that it keeps what is required.
    /// </remarks>
    public static IReadOnlyList<ObligationRule> OfOperations(ReplicatedObject obj) =>
        [new EnabledRule(), Initial(obj), new ContractRule(), new SafetyRule(ofMerge: false), new ArrivalRule(), new CommutativityRule(), new PreconditionRule(), new EscrowRule()];

    /// <summary>For an object whose operations hold locks or draw on escrows: pairs in the place of what relates states, and of what merge does to the invariant.</summary>
    public static IReadOnlyList<ObligationRule> Pairwise(ReplicatedObject obj) => [.. Common(obj, isPairwise: true), .. Steps(isPairwise: true), new EscrowRule()];

    /// <summary>What shows an invariant, and a concurrency invariant, inductive: the beginning and every step.</summary>
    public static IReadOnlyList<ObligationRule> Inductive(ReplicatedObject obj, bool isPairwise) => [obj.Initial.Count > 0 ? new InitialRule() : new BeginAlikeRule(), .. Steps(isPairwise)];

    private static IEnumerable<ObligationRule> Steps(bool isPairwise) => isPairwise
        ? [new SafetyRule(ofMerge: false), new PairRule()]
        : [new SafetyRule(ofMerge: true), new StabilityRule(isPublished: false), new RemoteRule(), new ThirdReplicaRule(), new StaleRule([])];

    /// <summary>Those of the rules that assume the invariant, and show of all states that satisfy it what is to be true of replicas' states.</summary>
    public static IReadOnlyList<ObligationRule> Whole(ReplicatedObject obj, bool isPairwise) =>
        [.. Inductive(obj, isPairwise), .. Algebra(isPairwise), .. isPairwise ? [new EscrowRule()] : (ObligationRule[])[]];

    /// <remarks>The rule about pairs uses that merge yields least upper bounds of states of which it shows only then that they satisfy the invariant.</remarks>
    private static IEnumerable<ObligationRule> Algebra(bool isPairwise) => [new MonotonicityRule(assumesInvariant: true), new LubRule(assumesInvariant: !isPairwise), new MergeLawsRule()];

    private static ObligationRule Initial(ReplicatedObject obj) => obj.Initial.Count > 0 ? new InitialRule() : new InitialExampleRule();

    private static IEnumerable<ObligationRule> Common(ReplicatedObject obj, bool isPairwise) =>
    [
        new EnabledRule(), Initial(obj), new OrderRule(), new OrderSeesRule(), new SameStatesRule(),
        new ContractRule(), .. Algebra(isPairwise),
    ];
}
