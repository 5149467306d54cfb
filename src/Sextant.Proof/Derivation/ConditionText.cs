using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Derivation;

/// <summary>Conditions as a specification would write them.</summary>
internal sealed class ConditionText(Notation notation)
{
    private const int Loosest = 0;
    private const int RelationLevel = 5;
    private const int Tightest = 9;

    private readonly bool _isSextant = notation == Notation.Sextant;
    private bool _isWritable = true;

    /// <summary>Null where the language has no way to write it.</summary>
    public static string? Of(Notation notation, Expr condition)
    {
        var writer = new ConditionText(notation);
        string text = writer.Write(condition, Loosest);
        return writer._isWritable ? text : null;
    }

    private string Write(Expr expression, int level) => expression switch
    {
        Expr.BoolLiteral e => e.Value ? "true" : "false",
        Expr.IntLiteral e => e.Value.ToString(CultureInfo.InvariantCulture),
        Expr.Reference e => e.Symbol.Name,
        Expr.Apply e when !e.Function.Name.Contains('.', StringComparison.Ordinal) => $"{e.Function.Name}({string.Join(", ", e.Arguments.Select(a => Write(a, Loosest)))})",
        Expr.Unary { Operator: UnaryOperator.Not, Operand: Expr.Is or Expr.Select } e when Membership(e.Operand, "not in") is { } text => Within(text, RelationLevel, level),
        Expr.Unary e => $"{(e.Operator == UnaryOperator.Not ? "!" : "-")}{Write(e.Operand, Tightest)}",
        Expr.Binary e => Binary(e, level),
        Expr.Conditional { Condition: Expr.Is { Operand: Expr.Select entry } isThere, Then: Expr.Project { Operand: var stored } value } when _isSextant && isThere.Constructor == DatatypeSymbol.Some && stored == entry => Write(value, level),
        Expr.Conditional e => $"(if {Write(e.Condition, Loosest)} then {Write(e.Then, Loosest)} else {Write(e.Else, Loosest)})",
        Expr.Is or Expr.Select when Membership(expression, "in") is { } text => Within(text, RelationLevel, level),
        Expr.Is { Constructor: var constructor } e when constructor == DatatypeSymbol.None => Within($"{Write(e.Operand, RelationLevel + 1)} == None", RelationLevel, level),
        Expr.Is { Constructor: var constructor } e when constructor == DatatypeSymbol.Some => Within($"{Write(e.Operand, RelationLevel + 1)} != None", RelationLevel, level),
        Expr.Select e when !_isSextant => $"{Write(e.Map, Tightest)}[{string.Join(", ", e.Indices.Select(i => Write(i, Loosest)))}]",
        Expr.Project { Operand: Expr.Select entry, Constructor: var constructor } when _isSextant && constructor == DatatypeSymbol.Some => $"{Write(entry.Map, Tightest)}[{(entry.Indices.Count > 1 ? $"({Key(entry)})" : Key(entry))}]",
        Expr.Construct { Arguments.Count: 0 } e => e.Constructor.Name,
        Expr.Construct { Constructor: var constructor } e when constructor == DatatypeSymbol.Some => $"Some({Write(e.Arguments[0], Loosest)})",
        Expr.Quantified e => Quantified(e, level),
        _ => Unwritable(),
    };

    private string Unwritable()
    {
        _isWritable = false;
        return "";
    }

    /// <summary>Of what sets and maps of the language hold, whether something is there.</summary>
    private string? Membership(Expr expression, string sign)
    {
        (Expr.Select? entry, bool isIn) = expression switch
        {
            Expr.Select { Type: DataType.Bool } e => (e, true),
            Expr.Is { Operand: Expr.Select e, Constructor: var c } when c == DatatypeSymbol.Some || c == TwoPhase.Symbol.Constructors[1] => (e, true),
            Expr.Is { Operand: Expr.Select e, Constructor: var c } when c == DatatypeSymbol.None => (e, false),
            _ => (null, true),
        };
        return !_isSextant || entry is null ? null : $"{(entry.Indices.Count > 1 ? $"({Key(entry)})" : Key(entry))} {(isIn ? sign : sign == "in" ? "not in" : "in")} {Write(entry.Map, RelationLevel + 1)}";
    }

    private string Key(Expr.Select entry) => string.Join(", ", entry.Indices.Select(i => Write(i, entry.Indices.Count > 1 ? Loosest : RelationLevel + 1)));

    private string Quantified(Expr.Quantified quantified, int level)
    {
        if (quantified.Variables.Any(v => v.Type is DataType.Map))
            return Unwritable();
        string head = $"{(quantified.Kind == QuantifierKind.ForAll ? "forall" : "exists")} {string.Join(", ", quantified.Variables.Select(v => $"{v.Name}: {v.Type}"))}";
        string text = $"{head}{(_isSextant ? "." : " ::")} {Write(quantified.Body, Loosest)}";
        return _isSextant && level == Loosest ? text : $"({text})";
    }

    private string Binary(Expr.Binary e, int level)
    {
        (string sign, int own) = e.Operator switch
        {
            BinaryOperator.Equivalent => ("<==>", 1),
            BinaryOperator.Implies => ("==>", 2),
            BinaryOperator.Or => ("||", 3),
            BinaryOperator.And => ("&&", 4),
            BinaryOperator.Equal => e.Left.Type is DataType.Bool ? ("<==>", 1) : ("==", RelationLevel),
            BinaryOperator.NotEqual => ("!=", RelationLevel),
            BinaryOperator.Less => ("<", RelationLevel),
            BinaryOperator.LessOrEqual => ("<=", RelationLevel),
            BinaryOperator.Greater => (">", RelationLevel),
            BinaryOperator.GreaterOrEqual => (">=", RelationLevel),
            BinaryOperator.Add => ("+", 6),
            BinaryOperator.Subtract => ("-", 6),
            BinaryOperator.Multiply => ("*", 7),
            _ => (Unwritable(), Tightest),
        };
        bool mixes = e.Left is Expr.Binary { Operator: BinaryOperator.And } && e.Operator == BinaryOperator.Or || e.Right is Expr.Binary { Operator: BinaryOperator.And } && e.Operator == BinaryOperator.Or;
        string left = Write(e.Left, mixes ? RelationLevel : own + (e.Operator is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Add ? 0 : 1));
        string right = Write(e.Right, mixes ? RelationLevel : e.Operator == BinaryOperator.Implies || e.Operator is BinaryOperator.And or BinaryOperator.Or ? own : own + 1);
        return Within($"{left} {sign} {right}", own, level);
    }

    private static string Within(string text, int own, int level) => own < level ? $"({text})" : text;
}
