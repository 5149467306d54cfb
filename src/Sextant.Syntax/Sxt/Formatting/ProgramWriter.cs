using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Formatting;

/// <summary>Makes a <see cref="Doc"/> of a tree. Parts are written in the order of the text, so that comments find their places.</summary>
internal sealed partial class ProgramWriter(Trivia trivia)
{
    private readonly CommentCursor _comments = new(trivia);

    public Doc Write(SxtProgram program)
    {
        Doc items = Items(program.Declarations, d => d.Span, Write, int.MaxValue, NeedsBlankLine);
        return program.Declarations.Count == 0 && trivia.Comments.Count == 0 ? Doc.Nothing : Doc.Concat(items, Doc.HardLine);
    }

    private static bool NeedsBlankLine(Declaration first, Declaration second) => first is Declaration.Object || second is Declaration.Object;

    /// <summary>
    /// Items on lines of their own, with the comments before, between and behind them up to <paramref name="end"/>.
    /// </summary>
    private Doc Items<T>(EquatableArray<T> items, Func<T, SourceSpan> spanOf, Func<T, Doc> write, int end, Func<T, T, bool>? needsBlankLine = null)
    {
        var parts = new List<Doc>();
        int previousEnd = -1;
        for (int i = 0; i < items.Count; i++)
        {
            SourceSpan span = spanOf(items[i]);
            bool isApart = i > 0 && needsBlankLine?.Invoke(items[i - 1], items[i]) == true;
            StartLine(parts, ref previousEnd, span.Start, isApart);
            parts.Add(write(items[i]));
            parts.Add(_comments.Behind(span.End));
            SourceSpan last = span;
            parts.Add(_comments.BehindOnLine(i + 1 < items.Count ? spanOf(items[i + 1]).Start : end, ref last));
            previousEnd = last.End;
        }
        StartLine(parts, ref previousEnd, end, isApart: false, isEnd: true);
        return Doc.Concat(parts.ToArray());
    }

    /// <summary>Writes the comments before the place on lines of their own, and starts the line of what stands there.</summary>
    private void StartLine(List<Doc> parts, ref int previousEnd, int position, bool isApart, bool isEnd = false)
    {
        bool isFirst = parts.Count == 0;
        while (_comments.IsBefore(position))
        {
            Break(parts, isFirst, isApart || _comments.HasBlankLine(previousEnd, _comments.NextBefore(position)));
            Comment comment = _comments.TakeBefore(position)!;
            parts.Add(comment.Text);
            (isFirst, isApart, previousEnd) = (false, false, comment.Span.End);
        }
        if (!isEnd)
            Break(parts, isFirst, isApart || _comments.HasBlankLine(previousEnd, position));
    }

    private static void Break(List<Doc> parts, bool isFirst, bool isApart)
    {
        if (isFirst)
            return;
        parts.Add(Doc.HardLine);
        if (isApart)
            parts.Add(Doc.HardLine);
    }

    /// <summary>Items in braces, a line each.</summary>
    private Doc Braces<T>(EquatableArray<T> items, Func<T, SourceSpan> spanOf, Func<T, Doc> write, int end)
    {
        SourceSpan last = default;
        Doc behind = _comments.BehindOnLine(items.Count > 0 ? spanOf(items[0]).Start : end, ref last);
        if (items.Count == 0 && !_comments.IsBefore(end) && ReferenceEquals(behind, Doc.Nothing))
            return "{}";
        Doc content = Items(items, spanOf, write, end);
        Doc inside = items.Count == 0 && last.Length > 0 && content is Doc.Concatenation { Parts.Length: 0 } ? Doc.Nothing : Doc.Indent(Doc.Concat(Doc.HardLine, content));
        return Doc.Concat("{", behind, inside, Doc.HardLine, "}");
    }

    private Doc Name(Identifier name) => Doc.Concat(_comments.InFront(name.Span.Start), name.Text);

    /// <summary>Parts with commas between them, each of which may begin a line.</summary>
    private Doc Commas<T>(EquatableArray<T> items, Func<T, int> startOf, Func<T, Doc> write)
    {
        var parts = new Doc[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            Doc gap = i == 0 ? Doc.Nothing : Doc.Concat(",", _comments.Behind(startOf(items[i])), Doc.Line);
            parts[i] = Doc.Concat(gap, write(items[i]));
        }
        return Doc.Concat(parts);
    }

    /// <summary>Parts in brackets, on one line or with the brackets on lines of their own.</summary>
    private Doc Bracketed<T>(string open, EquatableArray<T> items, Func<T, int> startOf, Func<T, Doc> write, string close) => items.Count == 0
        ? open + close
        : Doc.Group(open, Doc.Indent(Doc.Concat(Doc.SoftLine, Commas(items, startOf, write))), Doc.SoftLine, close);
}
