using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// One kind of obligation of the proof rule: for which operations it arises, how it is stated, and what it means for the
/// designer when it holds and when it fails.
/// </summary>
internal abstract class ObligationRule
{
    public abstract CheckKind Kind { get; }

    /// <summary>The stable code of a failure.</summary>
    public abstract string Code { get; }

    /// <summary>The rules of the published tool, in the order in which it checks them.</summary>
    public static IReadOnlyList<ObligationRule> Published { get; } =
        [new ContractRule(), new MonotonicityRule(assumesInvariant: false), new LubRule(), new SafetyRule(ofMerge: true), new StabilityRule()];

    /// <summary>Ours, in the same order.</summary>
    public static IReadOnlyList<ObligationRule> Full { get; } =
        [new ContractRule(), new MonotonicityRule(assumesInvariant: true), new LubRule(), new SafetyRule(ofMerge: true), new StabilityRule()];

    /// <summary>Ours for an object whose operations hold locks: pairs in the place of stability, and of what merge does to the invariant.</summary>
    public static IReadOnlyList<ObligationRule> Pairwise(ReplicatedObject obj) =>
    [
        new ContractRule(), new MonotonicityRule(assumesInvariant: true), new LubRule(), new SafetyRule(ofMerge: false),
        .. obj.Operations.SelectMany((a, i) => obj.Operations.Skip(i).Select(b => new PairRule(a, b))),
    ];

    /// <summary>The operations for which this obligation arises.</summary>
    public virtual IEnumerable<Operation> Operations(ReplicatedObject obj) => obj.Operations.Append(obj.Merge.Operation);

    public Obligation State(ReplicatedObject obj, TheoryEncoder theory, Operation operation)
    {
        var script = new ScriptBuilder(theory.NewTerms(), obj.Theory);
        Write(new ObligationScript(script, obj, operation));
        return new Obligation(this, operation, script.ToItems());
    }

    /// <summary>The second operation of a rule about a pair.</summary>
    public virtual Operation? With => null;

    public abstract string WhenItHolds(Operation operation);

    /// <summary>A sentence about one clause that fails.</summary>
    /// <param name="clause">The clause as the specification writes it.</param>
    public abstract string WhenItFails(Operation operation, Goal goal, string clause);

    /// <summary>What the designer can do about a failure.</summary>
    public abstract string Help(Operation operation);

    protected abstract void Write(ObligationScript script);
}
