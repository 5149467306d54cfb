using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;
using Sextant.Model.Values;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>Reads a counterexample out of a solver that has just found a model.</summary>
/// <param name="scope">The small world in which it was found, if it was: its maps are shown whole.</param>
internal sealed class CounterexampleReader(SolverSession session, ReplicatedObject obj, SortEncoder sorts, FiniteScope? scope)
{
    /// <summary>The trace, or null when the solver would not give the values.</summary>
    public Trace? Read(Goal goal, string clause, CancellationToken cancellation)
    {
        try
        {
            var values = new ModelValues(session, obj, sorts, scope, cancellation);
            Dictionary<VariableSymbol, Value> witnesses = goal.Witnesses.ToDictionary(w => w.Variable, w => values.Scalar(w.Term, w.Variable.Type));
            values.Mention(goal.Witnesses.Select(w => ((Symbol)w.Variable, w.Term)));
            return new SceneReader(values, obj).Read(goal.Scene, Violation(clause, goal, witnesses));
        }
        catch (ModelUnavailableException)
        {
            return null;
        }
    }

    private static string Violation(string clause, Goal goal, Dictionary<VariableSymbol, Value> witnesses) => goal.Witnesses.Count == 0
        ? clause
        : $"{clause} with {string.Join(", ", goal.Witnesses.Where(w => w.Variable.Type is not DataType.Map).Select(w => $"{w.Variable.Name} = {witnesses[w.Variable]}"))}";
}
