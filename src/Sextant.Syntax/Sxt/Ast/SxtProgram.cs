using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt.Ast;

/// <summary>A parsed file: its declarations in the order of the text, and what stands between its tokens.</summary>
public sealed record SxtProgram(EquatableArray<Declaration> Declarations, Trivia Trivia);

/// <summary>What a formatter keeps besides the tree, in the order of the text.</summary>
/// <param name="BlankLines">Where runs of blanks with an empty line in them begin.</param>
public sealed record Trivia(EquatableArray<Comment> Comments, EquatableArray<int> BlankLines)
{
    public static readonly Trivia Empty = new([], []);
}

/// <summary>A comment as written, without the end of its line.</summary>
/// <param name="IsOwnLine">Whether only blanks stand before it on its line.</param>
public sealed record Comment(SourceSpan Span, string Text, bool IsOwnLine)
{
    /// <summary>Whether it reaches to the end of its line.</summary>
    public bool IsToEndOfLine => Text.StartsWith("//", StringComparison.Ordinal);
}

public sealed record Identifier(SourceSpan Span, string Text);
