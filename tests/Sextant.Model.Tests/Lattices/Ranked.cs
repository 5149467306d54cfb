using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;

namespace Sextant.Model.Tests.Lattices;

/// <summary>Universes in which the elements of a type are ordered by their numbers.</summary>
internal static class Ranked
{
    public static Universe Universe(ReplicatedObject obj, int elements) => new Universe { OtherSize = elements } with
    {
        Functions = new Universe().Functions.AddRange(obj.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted)
            .Select(f => KeyValuePair.Create(f.Symbol, new FunctionTable(Enumerable.Range(0, elements).ToDictionary(n => Datum.Of(n), n => Datum.Of(n)), null)))),
    };
}
