using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Compilation;

internal sealed partial class ExprCompiler
{
    /// <summary>
    /// Over finitely many values all of them are added up. Over infinitely many the sum is that of a map which holds the body's
    /// values, and has one only where these are zero almost everywhere.
    /// </summary>
    private Computation Sum(Expr.Sum sum)
    {
        var type = new DataType.Map(0, sum.Variables.Select(v => v.Type).ToEquatable(), DataType.Integer);
        if (Domains.ShapeOf(type).AllKeys is { } keys)
            return Within(sum.Variables, () => OverAll(keys, [.. sum.Variables.Select(v => _bound[v])], Compute(sum.Body), sum));
        Computation held = Lambda(type, [sum.Variables], sum.Body);
        return f => held(f).Map is { Default: { IsInline: true, Bits: 0 } } map
            ? Sum(map.Values, DataType.Integer)
            : throw new EvaluationFaultException(FaultKind.NotExecutable, sum.Span, "infinitely many numbers other than zero have no sum");
    }

    private Computation OverAll(Datum[] keys, int[] slots, Computation body, Expr.Sum sum) => f =>
    {
        Datum total = Datum.Of(0);
        foreach (Datum key in keys)
        {
            Spend(f, sum.Span);
            total = Numbers.Add(total, At(f, slots, key, body));
        }

        return total;
    };
}
