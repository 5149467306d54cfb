using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>One way in which a specification uses a polymorphic map: the index types and the range that a selection chose.</summary>
internal sealed record MapInstance(EquatableArray<DataType> Domain, DataType Range);

/// <summary>
/// All ways in which an object uses each polymorphic map type. What the object can read of a value of such a type is one array for each
/// instance. One instance of this class serves all encodings of an object, with axioms left out or functions defined, so
/// that names mean the same in all of them.
/// </summary>
internal sealed class PolymorphicInstances
{
    private readonly Dictionary<DataType.Map, List<MapInstance>> _instances = [];
    private readonly Dictionary<DataType.Map, int> _numbers = [];
    private readonly Lock _gate = new();

    public PolymorphicInstances(ReplicatedObject obj)
    {
        foreach (Expr expression in SpecificationExpressions.Of(obj).SelectMany(ExprWalk.All))
        {
            if (expression is Expr.Select select)
                Add(select.Map.Type, select.Indices, select.Type);
            else if (expression is Expr.Store store)
                Add(store.Map.Type, store.Indices, store.Value.Type);
        }
    }

    /// <summary>The instances in the order of their first use; empty when values of the type are never looked into.</summary>
    public IReadOnlyList<MapInstance> Of(DataType.Map map) => _instances.GetValueOrDefault(map) ?? [];

    /// <summary>The number of a polymorphic map type among those of the object.</summary>
    public int NumberOf(DataType.Map map)
    {
        lock (_gate)
        {
            if (!_numbers.TryGetValue(map, out int number))
                _numbers.Add(map, number = _numbers.Count);
            return number;
        }
    }

    private void Add(DataType map, EquatableArray<Expr> indices, DataType range)
    {
        if (map is not DataType.Map { ParameterCount: > 0 } polymorphic)
            return;
        var instance = new MapInstance(indices.Select(i => i.Type).ToEquatable(), range);
        if (!_instances.TryGetValue(polymorphic, out List<MapInstance>? known))
            _instances.Add(polymorphic, known = []);
        if (!known.Contains(instance))
            known.Add(instance);
    }
}
