using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;
using Sextant.Model.Values;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Counterexamples;

/// <summary>Fills a scene with the values of a model.</summary>
internal sealed class SceneReader(ModelValues values, ReplicatedObject obj)
{
    private readonly Dictionary<string, Value> _byTerm = new(StringComparer.Ordinal);

    public Trace Read(Scene scene, string violation)
    {
        SceneVariable[] arguments = [.. scene.Steps.SelectMany(s => s.Arguments ?? [])];
        SceneVariable[] all = [.. scene.Columns.SelectMany(c => c.Variables), .. scene.Steps.SelectMany(s => s.After), .. arguments];
        values.Mention(all.Select(v => ((Symbol)v.Symbol, v.Term)));
        ReadValues(all);

        var states = scene.Columns.Select(c => new ColumnState(c.Variables.Select(Bind).ToEquatable())).ToList();
        var steps = new List<TraceStep> { new(null, "", states.ToEquatable(), []) };
        foreach (SceneStep step in scene.Steps)
        {
            ColumnState before = states[step.Column];
            states[step.Column] = new ColumnState(step.After.Select(Bind).ToEquatable());
            string action = step.Arguments is { } list ? $"{step.Action}({string.Join(", ", list.Select(a => _byTerm[a.Term]))})" : step.Action;
            steps.Add(new TraceStep(step.Column, action, states.ToEquatable(), before.ChangesTo(states[step.Column], step.Column).ToEquatable()));
        }

        return new Trace(scene.Columns.Select(c => c.Name).ToEquatable(), Constants(scene).ToEquatable(), steps.ToEquatable(), violation);
    }

    /// <summary>All versions of a variable, in every column, are read together: their maps then show the same indices.</summary>
    private void ReadValues(SceneVariable[] variables)
    {
        foreach (IGrouping<(string Name, DataType Type), SceneVariable> versions in variables.GroupBy(v => (v.Name, v.Symbol.Type)))
        {
            string[] terms = [.. versions.Select(v => v.Term).Distinct(StringComparer.Ordinal)];
            ImmutableArray<Value> read = values.Comparable(terms, versions.Key.Type);
            for (int i = 0; i < terms.Length; i++)
                _byTerm[terms[i]] = read[i];
        }
    }

    private Binding Bind(SceneVariable variable) => new(variable.Name, _byTerm[variable.Term]);

    /// <summary>Constants that have a value to show, other replicas only where they play a part; an element of an uninterpreted type is known by the constant's own name.</summary>
    private IEnumerable<Binding> Constants(Scene scene) => obj.Theory.Constants
        .Where(c => c.Type is not DataType.Sort && (Replicas.ColumnOf(c) is not { } column || scene.Columns.Any(s => s.Name == column)))
        .Select(c => new Binding(c.Name, values.Comparable([SmtNames.Of(c)], c.Type)[0]));
}
