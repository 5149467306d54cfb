using System.Collections.Immutable;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Model.Lints;

internal sealed partial class PartialOperations
{
    /// <summary>
    /// Of a replicated object. A map of a type with a first value yields that value where it holds nothing, and is no partial
    /// read; of what is left nothing is known where it is missing. What is derived from other conditions is not looked at again.
    /// </summary>
    public void Report(ReplicatedObject obj)
    {
        foreach (FunctionDefinition function in obj.Theory.Functions)
            _functions.Add(function.Symbol, function);
        foreach (FunctionMeaning.Defined function in obj.Theory.Functions.Select(f => f.Meaning).OfType<FunctionMeaning.Defined>())
            Check(function.Body, []);
        CheckAll(obj.Invariant, []);
        if (obj is { StatesReliance: true, Propagation: Propagation.States states })
            CheckAll(states.Merge.Operation.Requires.Where(r => r is { IsFree: false, IsMirrored: false }), []);
        foreach (Operation operation in obj.Operations)
        {
            CheckAll(operation.Requires, []);
            // What held before the operation is what it reads then.
            ImmutableArray<Fact> before = operation.Requires.Aggregate(ImmutableArray<Fact>.Empty, (facts, r) => With(States.Before(r.Condition), holds: true, facts));
            CheckAll(operation.Ensures, before);
        }
    }

    /// <summary>Conditions that hold together: each may rely on those before it.</summary>
    private void CheckAll(IEnumerable<Clause> clauses, ImmutableArray<Fact> facts)
    {
        foreach (Clause clause in clauses)
        {
            Check(clause.Condition, facts);
            facts = With(clause.Condition, holds: true, facts);
        }
    }
}
