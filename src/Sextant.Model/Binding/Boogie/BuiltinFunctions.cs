using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Boogie;

/// <summary>The SMT-LIB bit-vector operations that a function may stand for: <c>{:bvbuiltin "bvult"}</c>.</summary>
internal static class BuiltinFunctions
{
    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal)
    {
        "bvult", "bvule", "bvugt", "bvuge", "bvslt", "bvsle", "bvsgt", "bvsge",
    };

    private static readonly HashSet<string> Binary = new(StringComparer.Ordinal)
    {
        "bvand", "bvor", "bvxor", "bvnand", "bvnor", "bvxnor", "bvadd", "bvsub", "bvmul", "bvudiv", "bvurem", "bvsdiv", "bvsrem", "bvsmod", "bvshl", "bvlshr", "bvashr",
    };

    private static readonly HashSet<string> Unary = new(StringComparer.Ordinal) { "bvnot", "bvneg" };

    /// <summary>Null after reporting when the name is unknown or the signature does not fit it.</summary>
    public static FunctionMeaning.Builtin? Bind(BoogieAttribute attribute, FunctionSymbol function, DiagnosticBag diagnostics)
    {
        if (attribute.Arguments is not [AttributeArgument.Text text])
        {
            diagnostics.Report(DiagnosticCodes.BadBuiltin, attribute.Span, "a built-in function is named by one string", "write it as {:bvbuiltin \"bvult\"}");
            return null;
        }

        string[] words = text.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? signature = words switch
        {
            [var name] when Comparisons.Contains(name) => Fits(function, 2, isComparison: true) ? null : "(bvN, bvN) returns (bool)",
            [var name] when Binary.Contains(name) => Fits(function, 2, isComparison: false) ? null : "(bvN, bvN) returns (bvN)",
            [var name] when Unary.Contains(name) => Fits(function, 1, isComparison: false) ? null : "(bvN) returns (bvN)",
            ["zero_extend" or "sign_extend", var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out int width) =>
                Extends(function, width) ? null : $"(bvN) returns (bvM) with M = N + {by}",
            _ => "",
        };
        if (signature is null)
            return new FunctionMeaning.Builtin(words.Length == 1 ? words[0] : $"(_ {words[0]} {words[1]})");
        if (signature.Length == 0)
            diagnostics.Report(DiagnosticCodes.BadBuiltin, attribute.Span, $"`{text.Value}` is not a built-in function", "the bit-vector operations of SMT-LIB are known: bvult, bvuge, bvadd, zero_extend 8 and so on");
        else
            diagnostics.Report(DiagnosticCodes.BadBuiltin, function.DeclaredAt, $"`{text.Value}` does not have the signature of `{function.Name}`", $"declare `{function.Name}{signature}`");
        return null;
    }

    private static bool Fits(FunctionSymbol function, int parameterCount, bool isComparison) =>
        function.ParameterTypes.Count == parameterCount
        && function.ParameterTypes[0] is DataType.BitVector operand
        && function.ParameterTypes.All(t => t == operand)
        && function.Type == (isComparison ? DataType.Boolean : operand);

    private static bool Extends(FunctionSymbol function, int by) =>
        function is { ParameterTypes: [DataType.BitVector operand], Type: DataType.BitVector result } && result.Width == operand.Width + by;
}
