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

    /// <summary>The next comment if it stands on its own line, or has only comments before it there.</summary>
    public Comment? TakeBefore(int position) => IsBefore(position) ? trivia.Comments[_next++] : null;

    /// <summary>The next comment if it stands behind something on its line.</summary>
    public Comment? TakeTrailingBefore(int position) => IsBefore(position) && !trivia.Comments[_next].IsOwnLine ? trivia.Comments[_next++] : null;

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
        while (TakeBefore(position) is { } comment)
            doc = Doc.Concat(doc, Behind(comment));
        return doc;
    }

    public Doc BehindOnLine(int position, ref SourceSpan last)
    {
        Doc doc = Doc.Nothing;
        while (TakeTrailingBefore(position) is { } comment)
        {
            doc = Doc.Concat(doc, Behind(comment));
            last = comment.Span;
        }
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

    private static Doc Behind(Comment comment) => comment.IsToEndOfLine ? Doc.AtLineEnd(" " + comment.Text) : " " + comment.Text;
}
