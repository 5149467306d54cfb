using System.Globalization;
using System.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>
/// One character as a terminal shows it. Input is untrusted, so control characters and the ones that reorder text are
/// shown by a visible stand-in and never sent to the terminal.
/// </summary>
/// <param name="Offset">Where the character starts in the raw text, in UTF-16 code units.</param>
/// <param name="Width">How many columns it takes: 0 for combining marks, 2 for East Asian wide characters and emoji.</param>
internal readonly record struct Glyph(int Offset, string Text, int Width)
{
    private const int TabWidth = 4;

    public static List<Glyph> Split(string raw)
    {
        var glyphs = new List<Glyph>(raw.Length);
        int column = 0;
        int offset = 0;
        foreach (Rune rune in raw.EnumerateRunes())
        {
            Glyph glyph = rune.Value == '\t' ? Tab(offset, column) : Of(offset, rune);
            glyphs.Add(glyph);
            column += glyph.Width;
            offset += rune.Utf16SequenceLength;
        }
        return glyphs;
    }

    /// <summary>The text with every character replaced by what may be shown of it.</summary>
    public static string Visible(string raw) => IsPlain(raw) ? raw : string.Concat(Split(raw).Select(g => g.Text));

    public static int WidthOf(string text) => IsPlain(text) ? text.Length : Split(text).Sum(g => g.Width);

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static Glyph Tab(int offset, int column)
    {
        int width = TabWidth - column % TabWidth;
        return new Glyph(offset, new string(' ', width), width);
    }

    private static Glyph Of(int offset, Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => new Glyph(offset, ControlPicture(rune.Value), 1),
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate => new Glyph(offset, "\uFFFD", 1),
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => new Glyph(offset, rune.ToString(), 0),
        _ => new Glyph(offset, rune.ToString(), IsWide(rune.Value) ? 2 : 1),
    };

    private static string ControlPicture(int control) => control switch
    {
        < 0x20 => ((char)(0x2400 + control)).ToString(),
        0x7F => "\u2421",
        _ => "\uFFFD",
    };

    /// <summary>The ranges of Unicode's East Asian Width (UAX 11) that are wide, rounded to whole blocks.</summary>
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F)
        or (>= 0x2E80 and <= 0x303E)
        or (>= 0x3041 and <= 0xA4CF)
        or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F)
        or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F)
        or (>= 0x1F900 and <= 0x1F9FF)
        or (>= 0x20000 and <= 0x3FFFD);
}
