using System.Globalization;
using System.Numerics;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;
using AstBinary = Sextant.Syntax.Boogie.Ast.BinaryOperator;
using AstQuantifier = Sextant.Syntax.Boogie.Ast.QuantifierKind;
using AstUnary = Sextant.Syntax.Boogie.Ast.UnaryOperator;
using BinaryOperator = Sextant.Model.Expressions.BinaryOperator;
using QuantifierKind = Sextant.Model.Expressions.QuantifierKind;
using UnaryOperator = Sextant.Model.Expressions.UnaryOperator;

namespace Sextant.Model.Binding.Boogie;

/// <summary>Resolves names in an expression and gives it types. A null result means that an error has been reported.</summary>
internal sealed class ExprBinder(
    DiagnosticBag diagnostics,
    TypeBinder types,
    IReadOnlyDictionary<string, FunctionSymbol?> functions,
    IReadOnlySet<string> procedures)
{
    private Scope _scope = new();
    private VisibleStates _visible;

    /// <summary>Binds an expression of the type that its place needs.</summary>
    public Expr? Bind(ExprSyntax syntax, DataType expected, Scope scope, VisibleStates visible)
    {
        Expr? bound = Bind(syntax, scope, visible);
        return bound is not null && Fits(bound, expected) ? bound : null;
    }

    /// <summary>Binds an expression of any type.</summary>
    public Expr? Bind(ExprSyntax syntax, Scope scope, VisibleStates visible)
    {
        _scope = scope;
        _visible = visible;
        return BindAny(syntax);
    }

    private Expr? BindAny(ExprSyntax syntax) => syntax switch
    {
        ExprSyntax.BoolLiteral e => new Expr.BoolLiteral(e.Value, e.Span),
        ExprSyntax.IntLiteral e => new Expr.IntLiteral(e.Value, e.Span),
        ExprSyntax.RealLiteral e => BindReal(e),
        ExprSyntax.BitVectorLiteral e => BindBitVector(e),
        ExprSyntax.Name e => BindName(e),
        ExprSyntax.Call e => BindCall(e),
        ExprSyntax.Old e => BindOld(e),
        ExprSyntax.Unary e => BindUnary(e),
        ExprSyntax.Binary e => BindBinary(e),
        ExprSyntax.Conditional e => BindConditional(e),
        ExprSyntax.Select e => BindSelect(e),
        ExprSyntax.Store e => BindStore(e),
        ExprSyntax.Extract e => BindExtract(e),
        ExprSyntax.Quantifier e => BindQuantifier(e),
        ExprSyntax.Missing => null,
        _ => throw new InvalidOperationException($"no binding for {syntax.GetType().Name}"),
    };

    private Expr? BindAs(ExprSyntax syntax, DataType expected)
    {
        Expr? bound = BindAny(syntax);
        return bound is not null && Fits(bound, expected) ? bound : null;
    }

    private bool Fits(Expr expression, DataType expected)
    {
        if (expression.Type == expected)
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, expression.Span, $"`{expected}` is needed here, and this is `{expression.Type}`", TypeAdvice.For(expected, expression.Type));
        return false;
    }

    private Expr.RealLiteral? BindReal(ExprSyntax.RealLiteral literal)
    {
        string text = literal.Text;
        int exponentAt = text.IndexOfAny(['e', 'E']);
        int exponent = 0;
        if (exponentAt >= 0 && (!int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 1000))
        {
            diagnostics.Report(DiagnosticCodes.BadNumber, literal.Span, "the exponent is out of range", "exponents go from -1000 to 1000");
            return null;
        }

        string mantissa = exponentAt >= 0 ? text[..exponentAt] : text;
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        var digits = BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return scale >= 0
            ? new Expr.RealLiteral(digits, scale, literal.Span)
            : new Expr.RealLiteral(digits * BigInteger.Pow(10, -scale), 0, literal.Span);
    }

    private Expr.BitVectorLiteral? BindBitVector(ExprSyntax.BitVectorLiteral literal)
    {
        if (literal.Width >= 1 && literal.Value.GetBitLength() <= literal.Width)
            return new Expr.BitVectorLiteral(literal.Value, literal.Width, literal.Span);
        diagnostics.Report(DiagnosticCodes.BadBitVector, literal.Span,
            string.Create(CultureInfo.InvariantCulture, $"{literal.Value} does not fit into {literal.Width} bit(s)"), "use a wider bit vector or a smaller number");
        return null;
    }

    private Expr.Reference? BindName(ExprSyntax.Name name)
    {
        if (_scope.TryFind(name.Text, out Symbol? symbol))
            return symbol is null || IsHidden(symbol, name) ? null : new Expr.Reference(symbol, name.Span);
        if (functions.ContainsKey(name.Text))
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is a function, and a value is needed here", $"apply it: `{name.Text}(...)`");
        else
            diagnostics.Report(DiagnosticCodes.UnknownName, name.Span, $"`{name.Text}` is not declared", Spelling.Suggest(name.Text, _scope.Names) ?? "declare it with const, var or as a parameter");
        return null;
    }

    private bool IsHidden(Symbol symbol, ExprSyntax.Name name)
    {
        if (_visible != VisibleStates.None || symbol is not VariableSymbol { Role: VariableRole.State })
            return false;
        diagnostics.Report(DiagnosticCodes.StateNotVisible, name.Span, $"the state variable `{name.Text}` cannot be read here",
            labels: new DiagnosticLabel(symbol.DeclaredAt, "declared here"));
        return true;
    }

    private Expr? BindCall(ExprSyntax.Call call)
    {
        if (!functions.TryGetValue(call.Function.Text, out FunctionSymbol? function))
        {
            ReportUnknownFunction(call.Function);
            return null;
        }

        if (function is null)
            return null;
        if (call.Arguments.Count != function.ParameterTypes.Count)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, call.Span,
                string.Create(CultureInfo.InvariantCulture, $"`{function.Name}` takes {function.ParameterTypes.Count} argument(s), {call.Arguments.Count} given"),
                "write one argument for each parameter of its declaration", new DiagnosticLabel(function.DeclaredAt, "declared here"));
            return null;
        }

        Expr?[] arguments = [.. call.Arguments.Select((a, i) => BindAs(a, function.ParameterTypes[i]))];
        return Array.Exists(arguments, a => a is null) ? null : new Expr.Apply(function, arguments.Select(a => a!).ToEquatable(), call.Span);
    }

    private void ReportUnknownFunction(Identifier name)
    {
        if (_scope.TryFind(name.Text, out _))
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is not a function", "a map is read with `[ ]`");
        else if (procedures.Contains(name.Text))
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is a procedure, and a value is needed here", $"run it by a statement: `call result := {name.Text}(...);`");
        else
            diagnostics.Report(DiagnosticCodes.UnknownName, name.Span, $"the function `{name.Text}` is not declared", Spelling.Suggest(name.Text, functions.Keys) ?? "declare it with function");
    }

    private Expr.Old? BindOld(ExprSyntax.Old old)
    {
        if (_visible != VisibleStates.Two)
        {
            diagnostics.Report(DiagnosticCodes.OldOutsideTwoStates, old.Span, "there is no earlier state here for `old` to speak of");
            return null;
        }

        return BindAny(old.Operand) is { } operand ? new Expr.Old(operand, old.Span) : null;
    }

    private Expr? BindUnary(ExprSyntax.Unary unary)
    {
        if (unary.Operator == AstUnary.Not)
            return BindAs(unary.Operand, DataType.Boolean) is { } condition ? new Expr.Unary(UnaryOperator.Not, condition, DataType.Boolean, unary.Span) : null;
        return BindAny(unary.Operand) is { } operand && IsNumber(operand) ? new Expr.Unary(UnaryOperator.Negate, operand, operand.Type, unary.Span) : null;
    }

    private Expr? BindBinary(ExprSyntax.Binary binary) => binary.Operator switch
    {
        AstBinary.Equivalent or AstBinary.Implies or AstBinary.ImpliedBy or AstBinary.And or AstBinary.Or => BindLogical(binary),
        AstBinary.Equal or AstBinary.NotEqual => BindEquality(binary),
        AstBinary.Concatenate => BindConcatenation(binary),
        _ => BindArithmetic(binary),
    };

    private Expr.Binary? BindLogical(ExprSyntax.Binary binary)
    {
        Expr? left = BindAs(binary.Left, DataType.Boolean);
        Expr? right = BindAs(binary.Right, DataType.Boolean);
        if (left is null || right is null)
            return null;
        return binary.Operator == AstBinary.ImpliedBy
            ? new Expr.Binary(BinaryOperator.Implies, right, left, DataType.Boolean, binary.Span)
            : new Expr.Binary(Operators[binary.Operator], left, right, DataType.Boolean, binary.Span);
    }

    private Expr.Binary? BindEquality(ExprSyntax.Binary binary)
    {
        if (BindSides(binary) is not var (left, right))
            return null;
        if (left.Type != right.Type)
        {
            ReportSides(binary, left, right, "values of different types are never compared");
            return null;
        }

        return new Expr.Binary(Operators[binary.Operator], left, right, DataType.Boolean, binary.Span);
    }

    private Expr.Binary? BindConcatenation(ExprSyntax.Binary binary)
    {
        if (BindSides(binary) is not var (left, right))
            return null;
        if (left.Type is DataType.BitVector high && right.Type is DataType.BitVector low)
            return new Expr.Binary(BinaryOperator.Concatenate, left, right, new DataType.BitVector(high.Width + low.Width), binary.Span);
        ReportSides(binary, left, right, "`++` joins two bit vectors");
        return null;
    }

    private Expr.Binary? BindArithmetic(ExprSyntax.Binary binary)
    {
        if (BindSides(binary) is not var (left, right))
            return null;
        bool integers = left.Type is DataType.Int && right.Type is DataType.Int;
        bool reals = left.Type is DataType.Real && right.Type is DataType.Real;
        BinaryOperator @operator = Operators[binary.Operator];
        DataType? type = @operator switch
        {
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => integers || reals ? DataType.Boolean : null,
            BinaryOperator.IntegerDivide or BinaryOperator.Modulo => integers ? DataType.Integer : null,
            BinaryOperator.Divide => integers || reals ? DataType.RealNumber : null,
            _ => integers || reals ? left.Type : null,
        };
        if (type is not null)
            return new Expr.Binary(@operator, left, right, type, binary.Span);
        bool bits = left.Type is DataType.BitVector || right.Type is DataType.BitVector;
        ReportSides(binary, left, right, bits
            ? "bit vectors are compared and computed with built-in functions: `function {:bvbuiltin \"bvult\"} less(bv8, bv8) returns (bool);`"
            : "this operator takes two numbers of one type");
        return null;
    }

    private (Expr Left, Expr Right)? BindSides(ExprSyntax.Binary binary)
    {
        Expr? left = BindAny(binary.Left);
        Expr? right = BindAny(binary.Right);
        return left is null || right is null ? null : (left, right);
    }

    private void ReportSides(ExprSyntax.Binary binary, Expr left, Expr right, string help) =>
        diagnostics.Report(DiagnosticCodes.TypeMismatch, binary.Span, $"the operator does not take `{left.Type}` and `{right.Type}`", help,
            new DiagnosticLabel(left.Span, $"this is `{left.Type}`"), new DiagnosticLabel(right.Span, $"this is `{right.Type}`"));

    private bool IsNumber(Expr operand)
    {
        if (operand.Type is DataType.Int or DataType.Real)
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, operand.Span, $"a number is needed here, and this is `{operand.Type}`", "only numbers have a negative; the opposite of a condition is `!condition`");
        return false;
    }

    private Expr.Conditional? BindConditional(ExprSyntax.Conditional conditional)
    {
        Expr? condition = BindAs(conditional.Condition, DataType.Boolean);
        Expr? then = BindAny(conditional.Then);
        Expr? otherwise = then is null ? BindAny(conditional.Else) : BindAs(conditional.Else, then.Type);
        return condition is null || then is null || otherwise is null ? null : new Expr.Conditional(condition, then, otherwise, conditional.Span);
    }

    private Expr.Select? BindSelect(ExprSyntax.Select select)
    {
        Expr? map = BindAny(select.Map);
        Expr?[] indices = [.. select.Indices.Select(BindAny)];
        if (map is null || Array.Exists(indices, i => i is null))
            return null;
        EquatableArray<Expr> bound = indices.Select(i => i!).ToEquatable();
        return RangeAt(map, bound, select.Span) is { } range ? new Expr.Select(map, bound, range, select.Span) : null;
    }

    private Expr? BindStore(ExprSyntax.Store store)
    {
        Expr? map = BindAny(store.Map);
        Expr?[] indices = [.. store.Indices.Select(BindAny)];
        Expr? value = BindAny(store.Value);
        if (map is null || value is null || Array.Exists(indices, i => i is null))
            return null;
        return Stored(map, indices.Select(i => i!).ToEquatable(), value, store.Span);
    }

    /// <summary><c>map[indices := value]</c> of bound parts; null after reporting when they do not fit.</summary>
    public Expr.Store? Stored(Expr map, EquatableArray<Expr> indices, Expr value, SourceSpan span) =>
        RangeAt(map, indices, span) is { } range && Fits(value, range) ? new Expr.Store(map, indices, value, span) : null;

    /// <summary>The type of <c>map[indices]</c>; null after reporting when the indices do not fit.</summary>
    public DataType? RangeAt(Expr map, EquatableArray<Expr> indices, SourceSpan span)
    {
        if (map.Type is not DataType.Map type)
        {
            diagnostics.Report(DiagnosticCodes.NotAMap, map.Span, $"this is `{map.Type}`, and only a map can be indexed", $"leave the index out, or declare a map: `[int]{map.Type}`");
            return null;
        }

        if (indices.Count != type.Domain.Count)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, span,
                string.Create(CultureInfo.InvariantCulture, $"a `{type}` takes {type.Domain.Count} index(es), {indices.Count} given"), "write one index for each type between [ and ]");
            return null;
        }

        var chosen = new TypeSubstitution(type.ParameterCount);
        for (int i = 0; i < indices.Count; i++)
        {
            if (chosen.Match(type.Domain[i], indices[i].Type))
                continue;
            diagnostics.Report(DiagnosticCodes.TypeMismatch, indices[i].Span, $"this map is indexed by `{type.Domain[i]}`, and this is `{indices[i].Type}`", TypeAdvice.For(type.Domain[i], indices[i].Type));
            return null;
        }

        return chosen.Apply(type.Range);
    }

    private Expr.Extract? BindExtract(ExprSyntax.Extract extract)
    {
        if (BindAny(extract.Operand) is not { } operand)
            return null;
        if (operand.Type is DataType.BitVector bits && extract.Low >= 0 && extract.Low < extract.High && extract.High <= bits.Width)
            return new Expr.Extract(operand, extract.High, extract.Low, extract.Span);
        diagnostics.Report(DiagnosticCodes.BadBitVector, extract.Span,
            string.Create(CultureInfo.InvariantCulture, $"bits {extract.High} to {extract.Low} cannot be taken of `{operand.Type}`"),
            "e[high:low] takes the bits from low up to but not including high");
        return null;
    }

    private Expr.Quantified? BindQuantifier(ExprSyntax.Quantifier quantifier)
    {
        Scope outer = _scope;
        _scope = new Scope(outer);
        var variables = new List<VariableSymbol>();
        bool complete = true;
        foreach (VariableGroup group in quantifier.Variables)
        {
            DataType? type = types.Bind(group.Type);
            complete &= type is not null;
            foreach (Identifier name in group.Names)
                complete &= type is not null && DeclareBound(name, type, variables);
        }

        Expr?[][] triggers = complete ? [.. quantifier.Triggers.Select(t => t.Terms.Select(BindAny).ToArray())] : [];
        Expr? body = complete ? BindAs(quantifier.Body, DataType.Boolean) : null;
        _scope = outer;
        if (body is null || Array.Exists(triggers, t => Array.Exists(t, e => e is null)))
            return null;
        QuantifierKind kind = quantifier.Kind == AstQuantifier.ForAll ? QuantifierKind.ForAll : QuantifierKind.Exists;
        return new Expr.Quantified(kind, variables.ToEquatable(), triggers.Select(t => t.Select(e => e!).ToEquatable()).ToEquatable(), body, quantifier.Span);
    }

    private bool DeclareBound(Identifier name, DataType type, List<VariableSymbol> variables)
    {
        var symbol = new VariableSymbol(name.Text, name.Span, type, VariableRole.Bound);
        variables.Add(symbol);
        if (_scope.Declare(symbol) is not { } earlier)
            return true;
        diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is bound twice by this quantifier", "rename one of the two",
            new DiagnosticLabel(earlier.DeclaredAt, "first bound here"));
        return false;
    }

    private static readonly Dictionary<AstBinary, BinaryOperator> Operators = new()
    {
        [AstBinary.Equivalent] = BinaryOperator.Equivalent,
        [AstBinary.Implies] = BinaryOperator.Implies,
        [AstBinary.And] = BinaryOperator.And,
        [AstBinary.Or] = BinaryOperator.Or,
        [AstBinary.Equal] = BinaryOperator.Equal,
        [AstBinary.NotEqual] = BinaryOperator.NotEqual,
        [AstBinary.Less] = BinaryOperator.Less,
        [AstBinary.LessOrEqual] = BinaryOperator.LessOrEqual,
        [AstBinary.Greater] = BinaryOperator.Greater,
        [AstBinary.GreaterOrEqual] = BinaryOperator.GreaterOrEqual,
        [AstBinary.Add] = BinaryOperator.Add,
        [AstBinary.Subtract] = BinaryOperator.Subtract,
        [AstBinary.Multiply] = BinaryOperator.Multiply,
        [AstBinary.IntegerDivide] = BinaryOperator.IntegerDivide,
        [AstBinary.Modulo] = BinaryOperator.Modulo,
        [AstBinary.Divide] = BinaryOperator.Divide,
    };
}
