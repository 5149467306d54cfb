using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// How much an expression is made of once it is written out. <c>max(a, b)</c> holds both sides twice, and a body is a value in terms of
/// its start, so that a few lines make easily more than anything can go through. Parts that stand at several places are one
/// object: each is counted once and its size remembered, so that counting takes no longer than making.
/// </summary>
internal sealed class ExprSize(DiagnosticBag diagnostics)
{
    /// <summary>An expression has at most so many parts, all that is inside of them included.</summary>
    public const int MostParts = 10_000;

    private readonly Dictionary<Expr, int> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<SourceSpan> _reported = [];

    /// <summary>Whether it is within the bound; that it is not has been reported.</summary>
    public bool IsBounded(Expr expression, SourceSpan span)
    {
        if (Of(expression) <= MostParts)
            return true;
        // What it stands in is too large for the same reason.
        if (_reported.Exists(r => span.Start <= r.Start && r.End <= span.End))
            return false;
        _reported.Add(span);
        diagnostics.Report(DiagnosticCodes.TooDeep, span, string.Create(CultureInfo.InvariantCulture, $"written out, this value has more than {MostParts:N0} parts"),
            "`max`, `min` and `if` write out what they are given at each place that reads it: compute it in fewer steps, or say with a function what is computed");
        return false;
    }

    /// <summary>The number of parts, or one more than the bound where there are more.</summary>
    private int Of(Expr expression)
    {
        if (_known.TryGetValue(expression, out int known))
            return known;
        int size = 1;
        foreach (Expr part in ExprWalk.Parts(expression))
            size = Math.Min(size + Of(part), MostParts + 1);
        _known.Add(expression, size);
        return size;
    }
}
