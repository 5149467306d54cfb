using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

internal sealed partial class BoogieLexer
{
    /// <summary>A number of more digits is a mistake, and reading it would cost more than linear time.</summary>
    public const int MaxDigits = 1_000;

    private TokenKind ScanNumber()
    {
        int start = _position;
        SkipDigits();
        TokenKind kind = ScanNumberTail(start);
        if (NameCharacters.Contains(Ahead(0)))
        {
            SkipNameCharacters();
            return BadNumber(start, "is neither a number nor a name", "a name does not start with a digit; a bit vector is written `2bv8`");
        }
        return _position - start > MaxDigits ? BadNumber(start, $"is longer than {MaxDigits} characters", "declare a constant and state its value by an axiom") : kind;
    }

    private TokenKind ScanNumberTail(int start)
    {
        if (Ahead(0) == 'b' && Ahead(1) == 'v' && char.IsAsciiDigit(Ahead(2)))
        {
            _position += 2;
            SkipDigits();
            return TokenKind.BitVector;
        }
        if (_position == start + 1 && _text[start] == '0' && (Ahead(0) is 'x' or 'N' or 'n'))
        {
            SkipNameCharacters();
            return TokenKind.Float;
        }
        bool hasFraction = Ahead(0) == '.' && char.IsAsciiDigit(Ahead(1));
        if (hasFraction)
        {
            _position++;
            SkipDigits();
        }
        bool hasExponent = Ahead(0) == 'e' && (char.IsAsciiDigit(Ahead(1)) || (Ahead(1) == '-' && char.IsAsciiDigit(Ahead(2))));
        if (hasExponent)
        {
            _position += 2;
            SkipDigits();
        }
        return hasFraction || hasExponent ? TokenKind.Real : TokenKind.Integer;
    }

    private void SkipDigits()
    {
        int length = _text.AsSpan(_position).IndexOfAnyExceptInRange('0', '9');
        _position = length < 0 ? _text.Length : _position + length;
    }

    private TokenKind BadNumber(int start, string what, string help)
    {
        var span = new SourceSpan(start, _position - start);
        diagnostics.Report(DiagnosticCodes.BadNumber, span, $"`{Excerpt.Of(_text, span)}` {what}", help);
        return TokenKind.Bad;
    }
}
