using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Derivation;

/// <summary>A condition together with how it is written.</summary>
internal readonly record struct Written(Expr Expr, string Text);

/// <summary>Makes conditions as expressions and as text at once, in the language of a specification.</summary>
internal static class Conditions
{
    public static Written Implies(Written left, Written right) => Binary(BinaryOperator.Implies, left, "==>", right);

    public static Written And(Written left, Written right) => Binary(BinaryOperator.And, left, "&&", right);

    public static Written Or(Written left, Written right) => Binary(BinaryOperator.Or, left, "||", right);

    public static Written Equal(Written left, Written right) => Binary(BinaryOperator.Equal, left, "==", right);

    public static Written AtMost(Written left, Written right) => Binary(BinaryOperator.LessOrEqual, left, "<=", right);

    public static Written Not(Written operand) =>
        new(new Expr.Unary(UnaryOperator.Not, operand.Expr, DataType.Boolean, operand.Expr.Span), $"!{(IsWord(operand.Text) ? operand.Text : $"({operand.Text})")}");

    public static Written ForAll(Notation notation, IReadOnlyList<VariableSymbol> variables, Written body)
    {
        if (variables.Count == 0)
            return body;
        string list = string.Join(", ", variables.Select(v => $"{v.Name}: {v.Type}"));
        return new Written(new Expr.Quantified(QuantifierKind.ForAll, variables.ToEquatable(), [], body.Expr, body.Expr.Span), notation == Notation.Sextant ? $"forall {list}. {body.Text}" : $"(forall {list} :: {body.Text})");
    }

    /// <summary>Where the map holds something, for types whose values are there or not; null for all others.</summary>
    public static Written? Present(Notation notation, Cell cell)
    {
        SourceSpan span = cell.Value.Span;
        return cell.Value.Type switch
        {
            DataType.Bool => new Written(cell.Value, notation == Notation.Sextant && cell.Key is not null ? In(cell) : cell.Text),
            DataType.Datatype { Symbol: var symbol } when symbol == DatatypeSymbol.Option => new Written(new Expr.Is(cell.Value, DatatypeSymbol.Some, span), cell.Key is null ? $"{cell.Field} != None" : In(cell)),
            DataType.Datatype { Symbol: var symbol } when symbol == TwoPhase.Symbol && cell.Key is not null => new Written(new Expr.Is(cell.Value, TwoPhase.Symbol.Constructors[1], span), In(cell)),
            _ => null,
        };
    }

    /// <summary>What is stored, where something is: a number for an entry of numbers that is not there, as the language reads it.</summary>
    public static Written Stored(Cell cell)
    {
        if (cell.Value.Type is not DataType.Datatype { Symbol: var symbol, Arguments: [var element] } || symbol != DatatypeSymbol.Option || cell.Key is null)
            return new Written(cell.Value, cell.Text);
        SourceSpan span = cell.Value.Span;
        var inner = new Expr.Project(cell.Value, DatatypeSymbol.Some, 0, element, span);
        return new Written(element is DataType.Int ? new Expr.Conditional(new Expr.Is(cell.Value, DatatypeSymbol.Some, span), inner, new Expr.IntLiteral(0, span), span) : inner, cell.Text);
    }

    private static string In(Cell cell) => $"{cell.Key} in {cell.Field}";

    private static Written Binary(BinaryOperator op, Written left, string sign, Written right) =>
        new(new Expr.Binary(op, left.Expr, right.Expr, DataType.Boolean, left.Expr.Span), $"{Operand(left.Text, sign)} {sign} {Operand(right.Text, sign)}");

    /// <summary>Conditions that are joined by what binds less stand in parentheses, but for the last implication.</summary>
    private static string Operand(string text, string sign) =>
        sign is "==>" ? text.Contains("==>", StringComparison.Ordinal) ? $"({text})" : text
        : sign is "&&" or "||" ? text.StartsWith("forall ", StringComparison.Ordinal) ? $"({text})" : text.Contains("==>", StringComparison.Ordinal) || text.Contains("||", StringComparison.Ordinal) ? $"({text})" : text
        : text.Contains(" in ", StringComparison.Ordinal) || text.Contains("==", StringComparison.Ordinal) ? $"({text})" : text;

    private static bool IsWord(string text) => text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '[' or ']');
}

/// <summary>A variable, or what it holds at an index.</summary>
/// <param name="Field">The variable, as it is written.</param>
/// <param name="Key">The index, as it is written; null for the variable itself.</param>
internal sealed record Cell(Expr Value, string Field, string? Key)
{
    public string Text => Key is null ? Field : $"{Field}[{Key}]";
}
