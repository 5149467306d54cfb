using System.Text;

namespace Sextant.Syntax.Tests;

/// <summary>Texts as accidents leave them: characters, tokens and lines lost, doubled, moved or put in.</summary>
internal static class Damage
{
    /// <summary>The sample with one to three wounds; what is put in is one of the pieces.</summary>
    public static string Of(Random random, string sample, string[] pieces)
    {
        var text = new StringBuilder(sample);
        for (int count = random.Next(1, 4); count > 0; count--)
            DamageOnce(random, text, pieces);
        return text.ToString();
    }

    private static void DamageOnce(Random random, StringBuilder text, string[] pieces)
    {
        int place = random.Next(text.Length + 1);
        int length = Math.Min(random.Next(1, 12), text.Length - place);
        switch (random.Next(6))
        {
            case 0:
                text.Remove(place, length);
                break;
            case 1:
                text.Insert(place, pieces[random.Next(pieces.Length)]);
                break;
            case 2:
                text.Remove(place, length).Insert(place, pieces[random.Next(pieces.Length)]);
                break;
            case 3:
                text.Insert(random.Next(text.Length + 1), text.ToString(place, length));
                break;
            case 4 when place < text.Length:
                text[place] = (char)random.Next(0x80);
                break;
            default:
                DamageLines(random, text);
                break;
        }
    }

    private static void DamageLines(Random random, StringBuilder text)
    {
        List<string> lines = [.. text.ToString().Split('\n')];
        int from = random.Next(lines.Count);
        string line = lines[from];
        if (random.Next(2) == 0)
            lines.RemoveAt(from);
        lines.Insert(random.Next(lines.Count + 1), line);
        text.Clear().AppendJoin('\n', lines);
    }
}
