using System.Globalization;
using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Formatting;

internal sealed partial class ProgramWriter
{
    /// <summary>An expression behind which nothing stands that it could take in.</summary>
    private Doc Write(ExprSyntax expression) => Write(expression, isAtEnd: true);

    /// <param name="isAtEnd">Whether what follows cannot be taken for a part of the expression.</param>
    private Doc Write(ExprSyntax expression, bool isAtEnd) => expression switch
    {
        ExprSyntax.BoolLiteral e => Leaf(e, e.Value ? "true" : "false"),
        ExprSyntax.IntLiteral e => Leaf(e, e.Value.ToString(CultureInfo.InvariantCulture)),
        ExprSyntax.StringLiteral e => Leaf(e, Quote(e.Value)),
        ExprSyntax.Word e => Leaf(e, TextOf(e.Value)),
        ExprSyntax.Name e => Leaf(e, e.Text),
        ExprSyntax.Some e => Doc.Concat(Leaf(e, "Some("), Write(e.Operand), ")"),
        ExprSyntax.Old e => Doc.Concat(Leaf(e, "old("), Write(e.Operand), ")"),
        ExprSyntax.Member or ExprSyntax.Index or ExprSyntax.Call or ExprSyntax.Retried => WritePostfix(expression),
        ExprSyntax.Unary e => Doc.Concat(Leaf(e, e.Operator == UnaryOperator.Not ? "!" : "-"), WriteOperand(e.Operand, e.Operand is ExprSyntax.Binary, isAtEnd)),
        ExprSyntax.Binary e => Doc.Group(WriteChain(e, isAtEnd)),
        ExprSyntax.Conditional e => WriteConditional(e),
        ExprSyntax.Tuple e => Bracketed("(", e.Elements, x => x.Span.Start, Write, ")"),
        ExprSyntax.List e => Doc.Concat(_comments.InFront(e.Span.Start), Bracketed("[", e.Elements, x => x.Span.Start, Write, "]")),
        ExprSyntax.Family e => Doc.Concat(Leaf(e, "["), Write(e.First), ", ..., ", Write(e.Last), "]"),
        ExprSyntax.Set e => Doc.Concat(_comments.InFront(e.Span.Start), Bracketed("{", e.Elements, x => x.Span.Start, Write, "}")),
        ExprSyntax.Map e => Doc.Concat(_comments.InFront(e.Span.Start), Bracketed("{", e.Entries, x => x.Span.Start, Write, "}")),
        ExprSyntax.Record e => Doc.Concat(Name(e.Type), Bracketed("{", e.Fields, x => x.Span.Start, Write, "}")),
        ExprSyntax.Quantifier e => WriteQuantifier(e),
        ExprSyntax.Missing => Doc.Nothing,
        _ => throw new InvalidOperationException($"no layout for {expression.GetType().Name}"),
    };

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

    /// <summary>A chain of operators of one level, walked in loops, so that one of thousands takes no stack.</summary>
    private Doc WriteChain(ExprSyntax.Binary chain, bool isAtEnd)
    {
        var spine = new Stack<ExprSyntax.Binary>();
        spine.Push(chain);
        while (spine.Peek().Left is ExprSyntax.Binary left && IsOneChain(left, chain) && !NeedsParentheses(left, spine.Peek(), isLeft: true))
            spine.Push(left);
        var parts = new List<Doc>();
        ExprSyntax leftmost = spine.Peek().Left;
        parts.Add(WriteOperand(leftmost, NeedsParentheses(leftmost, spine.Peek(), isLeft: true), isAtEnd: false));
        while (spine.TryPop(out ExprSyntax.Binary? link))
            AddLinks(parts, link, isAtEnd && spine.Count == 0);
        return Doc.Concat(parts.ToArray());
    }

    /// <summary>Adds an operator and its right operand, and whatever groups to the right behind it.</summary>
    private void AddLinks(List<Doc> parts, ExprSyntax.Binary link, bool isAtEnd)
    {
        while (true)
        {
            parts.Add(_comments.Behind(link.OperatorSpan.Start));
            parts.Add(Doc.Line);
            parts.Add(OperatorTable.Text(link.Operator) + " ");
            bool needsParentheses = NeedsParentheses(link.Right, link, isLeft: false);
            if (needsParentheses || link.Right is not ExprSyntax.Binary right || !IsOneChain(right, link))
            {
                parts.Add(Doc.Indent(WriteOperand(link.Right, needsParentheses, isAtEnd)));
                return;
            }
            link = right;
            parts.Add(WriteOperand(link.Left, NeedsParentheses(link.Left, link, isLeft: true), isAtEnd: false));
        }
    }

    private static bool IsOneChain(ExprSyntax.Binary inner, ExprSyntax.Binary outer) => OperatorTable.Level(inner.Operator) == OperatorTable.Level(outer.Operator);

    private static bool NeedsParentheses(ExprSyntax operand, ExprSyntax.Binary parent, bool isLeft)
    {
        if (operand is not ExprSyntax.Binary binary)
            return false;
        int level = OperatorTable.Level(parent.Operator);
        int inner = OperatorTable.Level(binary.Operator);
        if (inner != level)
            return inner < level;
        return OperatorTable.GroupsRight(parent.Operator) == isLeft || !OperatorTable.MayChain(parent.Operator);
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
            doc = Doc.Concat(isIndexedPlus ? "(" : "", doc, WriteLink(link), isIndexedPlus ? ")" : "");
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
        ExprSyntax.Call e => Bracketed("(", e.Arguments, x => x.Span.Start, Write, ")"),
        _ => ((ExprSyntax.Retried)link).Retry switch { Retry.AtMostOnce => "?", Retry.AtLeastOnce => "+", _ => "!" },
    };

    private Doc WriteConditional(ExprSyntax.Conditional e) => Doc.Group(
        Leaf(e, "if "), Write(e.Condition),
        Doc.Indent(Doc.Concat(_comments.Behind(e.Then.Span.Start), Doc.Line, "then ", Write(e.Then), _comments.Behind(e.Else.Span.Start), Doc.Line, "else ", Write(e.Else))));

    private Doc Write(MapEntry entry) => Doc.Concat(Write(entry.Key), " -> ", Write(entry.Value));

    private Doc Write(FieldValue field) => Doc.Concat(Name(field.Name), field.Value is null ? Doc.Nothing : Doc.Concat(": ", Write(field.Value)));

    private Doc WriteQuantifier(ExprSyntax.Quantifier e) => Doc.Group(
        Leaf(e, e.Kind == QuantifierKind.ForAll ? "forall " : "exists "),
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
