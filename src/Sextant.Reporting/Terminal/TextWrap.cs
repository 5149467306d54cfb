using System.Text;

namespace Sextant.Reporting.Terminal;

/// <summary>Breaks text into lines of a bounded width: at spaces where there are any, with continuation lines indented by <c>hang</c>.</summary>
internal static class TextWrap
{
    public static IReadOnlyList<string> Wrap(string text, int width, string hang = "  ")
    {
        if (Glyph.WidthOf(text) <= width)
            return [text];
        var lines = new List<string>();
        var line = new StringBuilder();
        int used = 0;
        foreach (string word in Words(text, width - hang.Length))
        {
            int wordWidth = Glyph.WidthOf(word);
            bool startsLine = used == 0 || (lines.Count > 0 && used == hang.Length);
            if (!startsLine && used + Glyph.WidthOf(word.TrimEnd()) > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear().Append(hang);
                used = hang.Length;
            }
            line.Append(word);
            used += wordWidth;
        }
        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    /// <summary>The words with the space that follows them; a word that fits no line is cut.</summary>
    private static IEnumerable<string> Words(string text, int width)
    {
        int start = 0;
        while (start < text.Length)
        {
            int space = text.IndexOf(' ', start);
            int end = space < 0 ? text.Length : space + 1;
            foreach (string piece in Pieces(text[start..end], width))
                yield return piece;
            start = end;
        }
    }

    private static IEnumerable<string> Pieces(string word, int width)
    {
        if (Glyph.WidthOf(word.TrimEnd()) <= width)
        {
            yield return word;
            yield break;
        }
        var piece = new StringBuilder();
        int used = 0;
        foreach (Glyph glyph in Glyph.Split(word))
        {
            if (used + glyph.Width > width && used > 0)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }
            piece.Append(glyph.Text);
            used += glyph.Width;
        }
        yield return piece.ToString();
    }
}
