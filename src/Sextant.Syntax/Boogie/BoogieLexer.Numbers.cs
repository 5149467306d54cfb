using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Parsing;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieLexer
{
    private TokenKind ScanNumber()
    {
        int start = Position;
        SkipDigits();
        TokenKind kind = ScanNumberTail(start);
        if (NameCharacters.Contains(Ahead(0)))
        {
            SkipNameCharacters();
            return BadNumber(start, "is neither a number nor a name", "a name does not start with a digit; a bit vector is written `2bv8`");
        }
        return Position - start > ParserBounds.MaxDigits ? BadNumber(start, $"is longer than {ParserBounds.MaxDigits} characters", "declare a constant and state its value by an axiom") : kind;
    }

    private TokenKind ScanNumberTail(int start)
    {
        if (Ahead(0) == 'b' && Ahead(1) == 'v' && char.IsAsciiDigit(Ahead(2)))
        {
            Position += 2;
            SkipDigits();
            return TokenKind.BitVector;
        }
        if (Position == start + 1 && Text[start] == '0' && (Ahead(0) is 'x' or 'N' or 'n'))
        {
            SkipNameCharacters();
            return TokenKind.Float;
        }
        bool hasFraction = Ahead(0) == '.' && char.IsAsciiDigit(Ahead(1));
        if (hasFraction)
        {
            Position++;
            SkipDigits();
        }
        bool hasExponent = Ahead(0) == 'e' && (char.IsAsciiDigit(Ahead(1)) || (Ahead(1) == '-' && char.IsAsciiDigit(Ahead(2))));
        if (hasExponent)
        {
            Position += 2;
            SkipDigits();
        }
        return hasFraction || hasExponent ? TokenKind.Real : TokenKind.Integer;
    }

    private TokenKind BadNumber(int start, string what, string help)
    {
        var span = new SourceSpan(start, Position - start);
        Diagnostics.Report(DiagnosticCodes.BadNumber, span, $"`{Excerpt.Of(Text, span)}` {what}", help);
        return TokenKind.Bad;
    }
}
