using System.Collections.Immutable;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>
/// What the solver's way of writing an array singles out: the indices that are stored to or compared with, and the value
/// everywhere else where it is written down.
/// </summary>
internal sealed record ArrayLiteral(ImmutableArray<string> Indices, SExpr? Otherwise)
{
    public static ArrayLiteral Of(SExpr value)
    {
        value = WithoutLets(value, []);
        var indices = ImmutableArray.CreateBuilder<string>();
        while (value is SExpr.List { Items: [SExpr.Atom { Text: "store" }, var inner, var index, _] })
        {
            indices.Add(index.ToString());
            value = inner;
        }

        if (value is SExpr.List { Items: [SExpr.List { Items: [SExpr.Atom { Text: "as" }, SExpr.Atom { Text: "const" }, _] }, var otherwise] })
            return new ArrayLiteral(indices.ToImmutable(), otherwise);
        Compared(value, indices);
        return new ArrayLiteral(indices.ToImmutable(), null);
    }

    /// <summary>Solvers name parts that they print twice; the names are put out of the way.</summary>
    public static SExpr WithoutLets(SExpr value, Dictionary<string, SExpr> names)
    {
        switch (value)
        {
            case SExpr.Atom atom:
                return names.GetValueOrDefault(atom.Text, atom);
            case SExpr.List { Items: [SExpr.Atom { Text: "let" }, SExpr.List bindings, var body] }:
                var inner = new Dictionary<string, SExpr>(names, StringComparer.Ordinal);
                foreach (SExpr.List binding in bindings.Items.OfType<SExpr.List>().Where(b => b.Items is [SExpr.Atom, _]))
                    inner[((SExpr.Atom)binding.Items[0]).Text] = WithoutLets(binding.Items[1], names);
                return WithoutLets(body, inner);
            case SExpr.List list:
                return new SExpr.List(list.Items.Select(i => WithoutLets(i, names)).ToEquatable());
            default:
                return value;
        }
    }

    /// <summary>Other arrays are functions, written as conditionals that compare their argument with literals.</summary>
    private static void Compared(SExpr expression, ImmutableArray<string>.Builder indices)
    {
        if (expression is not SExpr.List list)
            return;
        if (list.Items is [SExpr.Atom { Text: "=" }, SExpr.Atom, var literal] && IsLiteral(literal))
            indices.Add(literal.ToString());
        foreach (SExpr item in list.Items)
            Compared(item, indices);
    }

    private static bool IsLiteral(SExpr expression) => expression switch
    {
        SExpr.Atom atom => atom.Text.Length > 0 && (char.IsAsciiDigit(atom.Text[0]) || atom.Text[0] == '#' || atom.Text.Contains("!val!", StringComparison.Ordinal)),
        SExpr.List { Items: [SExpr.Atom { Text: "-" }, SExpr.Atom] } => true,
        _ => false,
    };
}
