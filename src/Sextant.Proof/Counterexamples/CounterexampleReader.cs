using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;
using Sextant.Model.Values;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>Reads a counterexample out of a solver that has just found a model.</summary>
internal sealed class CounterexampleReader(SolverSession session, ReplicatedObject obj, SortEncoder sorts)
{
    /// <summary>The trace, or null when the solver would not give the values.</summary>
    public Trace? Read(Goal goal, string clause, CancellationToken cancellation)
    {
        try
        {
            PreferSmallNumbers(goal, cancellation);
            var values = new ModelValues(session, obj, sorts, cancellation);
            Dictionary<VariableSymbol, Value> witnesses = goal.Witnesses.ToDictionary(w => w.Variable, w => values.Scalar(w.Term, w.Variable.Type));
            values.Mention(goal.Witnesses.Where(w => w.Variable.Type is not DataType.Map).Select(w => (w.Variable.Type, w.Term)));
            return new SceneReader(values, obj).Read(goal.Scene, Violation(clause, goal, witnesses));
        }
        catch (ModelUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Asks again with all numbers near zero, step by step wider, and keeps the first model that exists.</summary>
    private void PreferSmallNumbers(Goal goal, CancellationToken cancellation)
    {
        ImmutableArray<string> numbers = Numbers(goal);
        if (numbers.Length == 0)
            return;
        foreach (int bound in (ReadOnlySpan<int>)[3, 12, 100])
        {
            session.Push();
            session.Send($"(assert (and {string.Join(' ', numbers.Select(n => $"(<= (- {bound}) {n} {bound})"))}))");
            if (session.Check(cancellation).Status == SatStatus.Sat)
                return;
            session.Pop();
        }

        // Popping lost the model; the question is asked as it was.
        if (session.Check(cancellation).Status != SatStatus.Sat)
            throw new ModelUnavailableException();
    }

    private ImmutableArray<string> Numbers(Goal goal) =>
    [
        .. obj.Theory.Constants.Where(c => c.Type is DataType.Int).Select(SmtNames.Of),
        .. goal.Witnesses.Where(w => w.Variable.Type is DataType.Int).Select(w => w.Term),
        .. goal.Scene.Columns.SelectMany(c => c.Variables)
            .Concat(goal.Scene.Steps.SelectMany(s => (s.Arguments ?? []).Concat(s.After)))
            .Where(v => v.Symbol.Type is DataType.Int).Select(v => v.Term).Distinct(StringComparer.Ordinal),
    ];

    private static string Violation(string clause, Goal goal, Dictionary<VariableSymbol, Value> witnesses) => goal.Witnesses.Count == 0
        ? clause
        : $"{clause} with {string.Join(", ", goal.Witnesses.Where(w => w.Variable.Type is not DataType.Map).Select(w => $"{w.Variable.Name} = {witnesses[w.Variable]}"))}";
}
