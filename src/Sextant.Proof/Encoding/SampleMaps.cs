using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>
/// Instances of axioms that quantify over maps, at maps that hold one value everywhere. Solvers hardly ever try a map that
/// occurs nowhere, and so miss that an axiom about all maps denies some of them. Truth values beside the maps are tried both
/// ways, because the map that is denied often depends on one.
/// </summary>
internal static class SampleMaps
{
    public static string InstancesOf(Axiom axiom, TermEncoder terms)
    {
        if (axiom.Condition is not Expr.Quantified { Kind: QuantifierKind.ForAll } forAll)
            return "";
        var text = new StringBuilder();
        bool hasTruthValues = forAll.Variables.Any(v => v.Type is DataType.Bool);
        foreach (bool high in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (bool truth in hasTruthValues ? (ReadOnlySpan<bool>)[false, true] : [false])
            {
                if (Instance(forAll, high, truth, terms) is { } instance)
                    text.Append(CultureInfo.InvariantCulture, $"(assert {instance})\n");
            }
        }

        return text.ToString();
    }

    private static string? Instance(Expr.Quantified axiom, bool high, bool truth, TermEncoder terms)
    {
        (VariableSymbol Variable, string Value)[] samples = [.. axiom.Variables
            .Where(v => v.Type is DataType.Map or DataType.Bool)
            .Select(v => (v, Value: Sample(v.Type, v.Type is DataType.Bool ? truth : high, terms.Sorts)!)).Where(s => s.Value is not null)];
        if (!Array.Exists(samples, s => s.Variable.Type is DataType.Map))
            return null;
        EquatableArray<VariableSymbol> rest = axiom.Variables.Where(v => !Array.Exists(samples, s => s.Variable == v)).ToEquatable();
        Expr remaining = rest.Count == 0 ? axiom.Body : axiom with { Variables = rest, Triggers = [] };
        return terms.Encode(remaining, Env.Empty.With(samples));
    }

    private static string? Sample(DataType type, bool high, SortEncoder sorts) => type switch
    {
        DataType.Bool => high ? "true" : "false",
        DataType.Int => high ? "1" : "0",
        DataType.Real => high ? "1.0" : "0.0",
        DataType.BitVector b => string.Create(CultureInfo.InvariantCulture, $"(_ bv{(high ? 1 : 0)} {b.Width})"),
        DataType.Map { ParameterCount: 0 } m => Constant(m.Domain, m.Range, high, sorts),
        DataType.Map m => Record(m, high, sorts),
        _ => null,
    };

    private static string? Constant(EquatableArray<DataType> domain, DataType range, bool high, SortEncoder sorts)
    {
        string? value = Sample(range, high, sorts);
        string sort = sorts.Encode(range);
        foreach (DataType index in domain.Reverse())
        {
            sort = $"(Array {sorts.Encode(index)} {sort})";
            value = value is null ? null : $"((as const {sort}) {value})";
        }

        return value;
    }

    private static string? Record(DataType.Map map, bool high, SortEncoder sorts)
    {
        string?[] arrays = [.. sorts.InstancesOf(map).Select(i => Constant(i.Domain, i.Range, high, sorts))];
        return arrays.Length == 0 || Array.Exists(arrays, a => a is null) ? null : sorts.WithArrays(map, arrays.Select(a => a!));
    }
}
