namespace Sextant.Syntax.Boogie;

/// <summary>
/// Counts what opened while the parser skips, and tells a block from the braces of a trigger or an attribute,
/// which stand behind <c>::</c>, behind another trigger, or before a colon.
/// </summary>
internal sealed class SkippedNesting(int openParentheses)
{
    private bool _isInTrigger;

    public int Braces { get; private set; }

    public int Parentheses { get; private set; } = openParentheses;

    /// <summary>Whether a brace that opens here would open a trigger.</summary>
    public bool IsAtTrigger { get; private set; }

    /// <summary>Passes a token; true when it closes a block that opened while skipping.</summary>
    public bool Pass(TokenKind kind, bool opensAttribute)
    {
        bool closesBlock = false;
        bool closesTrigger = false;
        switch (kind)
        {
            case TokenKind.OpenBrace:
                if (Braces++ == 0)
                    _isInTrigger = opensAttribute || IsAtTrigger;
                break;
            case TokenKind.CloseBrace when Braces > 0:
                closesTrigger = --Braces == 0 && _isInTrigger;
                closesBlock = Braces == 0 && !_isInTrigger;
                break;
            case TokenKind.OpenParen:
                Parentheses++;
                break;
            case TokenKind.CloseParen when Parentheses > 0:
                Parentheses--;
                break;
            case TokenKind.Semicolon:
                Parentheses = 0;
                break;
        }
        IsAtTrigger = kind == TokenKind.ColonColon || closesTrigger;
        return closesBlock;
    }
}
