using System.Collections.Immutable;
using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Formatting;

/// <summary>
/// Hands out the comments of a text in their order, to whoever writes what stands behind them. A comment inside an item stays
/// in its gap between two tokens or moves on, at most to the end of the item.
/// </summary>
internal sealed class CommentCursor(Trivia trivia)
{
    private int _next;

    /// <summary>Whether a comment that was not yet handed out stands before the place.</summary>
    public bool IsBefore(int position) => _next < trivia.Comments.Count && trivia.Comments[_next].Span.Start < position;

    /// <summary>The next comment, if it stands before the place.</summary>
    public Comment? TakeBefore(int position) => IsBefore(position) ? trivia.Comments[_next++] : null;

    /// <summary>Where the next comment starts if that is before the place, otherwise the place.</summary>
    public int NextBefore(int position) => IsBefore(position) ? trivia.Comments[_next].Span.Start : position;

    public bool HasBlankLine(int from, int to)
    {
        int index = ImmutableArray.BinarySearch(trivia.BlankLines.Items, from);
        index = index < 0 ? ~index : index;
        return index < trivia.BlankLines.Count && trivia.BlankLines[index] < to;
    }

    /// <summary>The comments before the place, behind what was written last: at a place where the line may break.</summary>
    public Doc Behind(int position)
    {
        Doc doc = Doc.Nothing;
        bool isAtEnd = false;
        while (TakeBefore(position) is { } comment)
        {
            // What follows a comment to the end of the line must follow it there, too.
            isAtEnd |= comment.IsToEndOfLine;
            doc = Doc.Concat(doc, isAtEnd ? AtLineEnd(comment) : " " + comment.Text);
        }
        return doc;
    }

    /// <summary>The comments before the place, at the end of the line.</summary>
    public Doc AtLineEnd(int position)
    {
        Doc doc = Doc.Nothing;
        while (TakeBefore(position) is { } comment)
            doc = Doc.Concat(doc, AtLineEnd(comment));
        return doc;
    }

    /// <summary>The comments before the place that stand behind something on its line; <paramref name="last"/> becomes the place of the last.</summary>
    public Doc AtLineEnd(int position, ref SourceSpan last)
    {
        Doc doc = Doc.Nothing;
        while (IsBefore(position) && !trivia.Comments[_next].IsOwnLine)
        {
            last = trivia.Comments[_next].Span;
            doc = Doc.Concat(doc, AtLineEnd(trivia.Comments[_next++]));
        }
        return doc;
    }

    /// <summary>The comments before the place, on lines of their own.</summary>
    public Doc Above(int position)
    {
        Doc doc = Doc.Nothing;
        while (TakeBefore(position) is { } comment)
            doc = Doc.Concat(doc, comment.Text, Doc.HardLine);
        return doc;
    }

    /// <summary>The comments before the place, in front of the token that stands there.</summary>
    public Doc InFront(int position)
    {
        Doc doc = Doc.Nothing;
        while (TakeBefore(position) is { } comment)
            doc = Doc.Concat(doc, comment.Text, comment.IsToEndOfLine ? Doc.HardLine : " ");
        return doc;
    }

    private static Doc AtLineEnd(Comment comment) => Doc.AtLineEnd(" " + comment.Text);
}
