using System.Globalization;
using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    private readonly Func<ExprSyntax, int> _startOf = e => e.Span.Start;
    private readonly Func<ExprSyntax, Doc> _write;

    /// <summary>An expression behind which nothing stands that it could take in.</summary>
    public Doc Write(ExprSyntax expression) => Write(expression, isAtEnd: true);

    /// <param name="isAtEnd">Whether what follows cannot be taken for a part of the expression.</param>
    private Doc Write(ExprSyntax expression, bool isAtEnd) => expression switch
    {
        ExprSyntax.Member or ExprSyntax.Index or ExprSyntax.Call or ExprSyntax.Retried => WritePostfix(expression),
        ExprSyntax.Unary e => WriteUnary(e, isAtEnd),
        ExprSyntax.Binary e => WriteOperators(e, isAtEnd),
        ExprSyntax.Conditional e => WriteConditional(e),
        ExprSyntax.Quantifier e => WriteQuantifier(e),
        ExprSyntax.Some e => WriteWrapped(e, "Some(", e.Operand),
        ExprSyntax.Old e => WriteWrapped(e, "old(", e.Operand),
        ExprSyntax.Tuple or ExprSyntax.List or ExprSyntax.Family or ExprSyntax.Set or ExprSyntax.Map or ExprSyntax.Record => WriteCollection(expression),
        ExprSyntax.Missing => Doc.Nothing,
        _ => Leaf(expression, TextOf(expression)),
    };

    private static string TextOf(ExprSyntax leaf) => leaf switch
    {
        ExprSyntax.BoolLiteral e => e.Value ? "true" : "false",
        ExprSyntax.IntLiteral e => e.Value.ToString(CultureInfo.InvariantCulture),
        ExprSyntax.StringLiteral e => Quote(e.Value),
        ExprSyntax.Word e => TextOf(e.Value),
        ExprSyntax.Name e => e.Text,
        _ => throw new InvalidOperationException($"no layout for {leaf.GetType().Name}"),
    };

    private Doc WriteUnary(ExprSyntax.Unary e, bool isAtEnd)
    {
        Doc sign = Leaf(e, e.Operator == UnaryOperator.Not ? "!" : "-");
        return Doc.Concat(sign, WriteOperand(e.Operand, e.Operand is ExprSyntax.Binary, isAtEnd));
    }

    private Doc WriteWrapped(ExprSyntax whole, string open, ExprSyntax operand)
    {
        Doc start = Leaf(whole, open);
        return Doc.Concat(start, Write(operand, isAtEnd: true), ")");
    }

    private Doc WriteCollection(ExprSyntax expression)
    {
        Doc front = expression is ExprSyntax.Record record ? Name(record.Type) : _comments.InFront(expression.Span.Start);
        return Doc.Concat(front, expression switch
        {
            ExprSyntax.Tuple e => Bracketed("(", e.Elements, _startOf, _write, ")"),
            ExprSyntax.List e => Bracketed("[", e.Elements, _startOf, _write, "]"),
            ExprSyntax.Set e => Bracketed("{", e.Elements, _startOf, _write, "}"),
            ExprSyntax.Map e => Bracketed("{", e.Entries, x => x.Span.Start, Write, "}"),
            ExprSyntax.Record e => Bracketed("{", e.Fields, x => x.Span.Start, Write, "}"),
            _ => WriteFamily((ExprSyntax.Family)expression),
        });
    }

    private Doc WriteFamily(ExprSyntax.Family e)
    {
        Doc first = Write(e.First);
        return Doc.Concat("[", first, ", ..., ", Write(e.Last), "]");
    }

    private Doc Leaf(ExprSyntax expression, string text) => Doc.Concat(_comments.InFront(expression.Span.Start), text);

    private static string TextOf(ValueWord word) => word switch
    {
        ValueWord.This => "this",
        ValueWord.Me => "me",
        ValueWord.None => "None",
        _ => "FAIL",
    };

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    /// <summary>A quantifier or a condition takes in all that follows, so it stands in parentheses unless it is at the end.</summary>
    private Doc WriteOperand(ExprSyntax operand, bool needsParentheses, bool isAtEnd)
    {
        bool isOpen = operand is ExprSyntax.Conditional or ExprSyntax.Quantifier;
        return needsParentheses || (isOpen && !isAtEnd)
            ? Doc.Group("(", Doc.Indent(Write(operand)), ")")
            : Write(operand, isAtEnd);
    }

    /// <summary>Walks down to the root in a loop, so that a chain of thousands takes no stack.</summary>
    private Doc WritePostfix(ExprSyntax whole)
    {
        var links = new Stack<ExprSyntax>();
        ExprSyntax root = whole;
        while (TargetOf(root) is { } target)
        {
            links.Push(root);
            root = target;
        }
        bool isLoose = root is ExprSyntax.Binary or ExprSyntax.Unary or ExprSyntax.Conditional or ExprSyntax.Quantifier;
        Doc doc = WriteOperand(root, isLoose, isAtEnd: false);
        while (links.TryPop(out ExprSyntax? link))
        {
            // Behind a plus a bracket would begin an operand.
            bool isIndexedPlus = links.TryPeek(out ExprSyntax? next) && next is ExprSyntax.Index && link is ExprSyntax.Retried { Retry: Retry.AtLeastOnce };
            doc = link is ExprSyntax.Call call
                ? Doc.Concat(doc, Bracketed("(", call.Arguments, _startOf, _write, ")"))
                : Doc.Concat(isIndexedPlus ? "(" : "", doc, WriteLink(link), isIndexedPlus ? ")" : "");
        }
        return doc;
    }

    private static ExprSyntax? TargetOf(ExprSyntax expression) => expression switch
    {
        ExprSyntax.Member e => e.Target,
        ExprSyntax.Index e => e.Target,
        ExprSyntax.Call e => e.Callee,
        ExprSyntax.Retried e => e.Attempt,
        _ => null,
    };

    private Doc WriteLink(ExprSyntax link) => link switch
    {
        // Behind the dot there is no room for a comment: it would not be the dot of a field any more.
        ExprSyntax.Member e => Doc.Concat(_comments.IsBefore(e.Field.Span.Start) ? " " : "", _comments.InFront(e.Field.Span.Start), ".", e.Field.Text),
        ExprSyntax.Index e => Doc.Concat("[", Write(e.Position), "]"),
        _ => ((ExprSyntax.Retried)link).Retry switch { Retry.AtMostOnce => "?", Retry.AtLeastOnce => "+", _ => "!" },
    };

    private Doc WriteConditional(ExprSyntax.Conditional e) => Doc.Group(
        Leaf(e, "if "), Write(e.Condition),
        Doc.Indent(Doc.Concat(_comments.Behind(e.Then.Span.Start), Doc.Line, "then ", Write(e.Then), _comments.Behind(e.Else.Span.Start), Doc.Line, "else ", Write(e.Else))));

    private Doc Write(MapEntry entry) => Doc.Concat(Write(entry.Key), " -> ", Write(entry.Value));

    private Doc Write(FieldValue field) => Doc.Concat(Name(field.Name), field.Value is null ? Doc.Nothing : Doc.Concat(": ", Write(field.Value)));

    private Doc WriteQuantifier(ExprSyntax.Quantifier e) => Doc.Group(
        Leaf(e, e.Kind switch { QuantifierKind.ForAll => "forall ", QuantifierKind.Exists => "exists ", _ => "sum " }),
        Doc.Group(Doc.Indent(Commas(e.Groups, g => g.Span.Start, Write)), "."),
        Doc.Indent(Doc.Concat(_comments.Behind(e.Body.Span.Start), Doc.Line, Write(e.Body))));

    private Doc Write(Pattern pattern) => pattern.Names.Count == 1 ? Name(pattern.Names[0]) : Bracketed("(", pattern.Names, n => n.Span.Start, Name, ")");

    private Doc Write(BoundGroup group) => Doc.Concat(
        Commas(group.Patterns, p => p.Span.Start, Write),
        group.Domain switch
        {
            Domain.Values values => Doc.Concat(": ", Write(values.Type)),
            Domain.Elements elements => Doc.Concat(" in ", WriteOperand(elements.Collection, needsParentheses: false, isAtEnd: false)),
            _ => throw new InvalidOperationException("no other domains"),
        });
}
