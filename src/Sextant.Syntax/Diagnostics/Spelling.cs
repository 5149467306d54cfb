namespace Sextant.Syntax.Diagnostics;

/// <summary>Finds what a mistyped word may have meant.</summary>
public static class Spelling
{
    private const int MaxLength = 64;

    /// <summary>A help text that names the candidate nearest to the word, or null when none is near.</summary>
    public static string? Suggest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        // Every letter is near every other one.
        if (word.Length is < 2 or > MaxLength)
            return null;
        int bound = Math.Max(1, word.Length / 3);
        string? nearest = candidates
            .Where(c => Math.Abs(c.Length - word.Length) <= bound)
            .Select(c => (Word: c, Distance: Distance(word, c)))
            .Where(c => c.Distance > 0 && c.Distance <= bound)
            .OrderBy(c => c.Distance).ThenBy(c => c.Word, StringComparer.Ordinal)
            .Select(c => c.Word)
            .FirstOrDefault();
        return nearest is null ? null : $"did you mean `{nearest}`?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
