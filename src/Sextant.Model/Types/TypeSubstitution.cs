namespace Sextant.Model.Types;

/// <summary>The choice of type parameters at one use of a polymorphic map.</summary>
public sealed class TypeSubstitution(int count)
{
    private readonly DataType?[] _chosen = new DataType?[count];

    /// <summary>Whether every parameter has been chosen.</summary>
    public bool IsComplete => Array.TrueForAll(_chosen, t => t is not null);

    /// <summary>Matches a type that mentions parameters with a concrete one, choosing the parameters on the way.</summary>
    public bool Match(DataType pattern, DataType actual) => (pattern, actual) switch
    {
        (DataType.Parameter p, _) => Choose(p.Index, actual),
        (DataType.Sort s, DataType.Sort t) => s.Symbol == t.Symbol && MatchAll(s.Arguments, t.Arguments),
        (DataType.Datatype d, DataType.Datatype e) => d.Symbol == e.Symbol && MatchAll(d.Arguments, e.Arguments),
        (DataType.Map m, DataType.Map n) when m.ParameterCount == 0 && n.ParameterCount == 0 =>
            m.Domain.Count == n.Domain.Count && MatchAll(m.Domain, n.Domain) && Match(m.Range, n.Range),
        (DataType.List l, DataType.List k) => l.IsDense == k.IsDense && Match(l.Element, k.Element),
        _ => pattern == actual,
    };

    public DataType Apply(DataType type) => type switch
    {
        DataType.Parameter p => _chosen[p.Index] ?? type,
        DataType.Sort { Arguments.Count: > 0 } s => s with { Arguments = s.Arguments.Select(Apply).ToEquatable() },
        DataType.Datatype { Arguments.Count: > 0 } d => d with { Arguments = d.Arguments.Select(Apply).ToEquatable() },
        DataType.Map { ParameterCount: 0 } m => new DataType.Map(0, m.Domain.Select(Apply).ToEquatable(), Apply(m.Range)),
        DataType.List l => l with { Element = Apply(l.Element) },
        _ => type,
    };

    private bool MatchAll(EquatableArray<DataType> patterns, EquatableArray<DataType> actuals)
    {
        for (int i = 0; i < patterns.Count; i++)
        {
            if (!Match(patterns[i], actuals[i]))
                return false;
        }

        return true;
    }

    private bool Choose(int index, DataType actual)
    {
        if (_chosen[index] is { } earlier)
            return earlier == actual;
        _chosen[index] = actual;
        return true;
    }
}
