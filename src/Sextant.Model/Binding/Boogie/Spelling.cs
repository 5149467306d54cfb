namespace Sextant.Model.Binding.Boogie;

/// <summary>Finds the declared name that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>A sentence such as "did you mean `bids`?", or null when nothing is near.</summary>
    public static string? Suggest(string written, IEnumerable<string> declared)
    {
        int allowed = Math.Max(1, written.Length / 3);
        string? best = declared
            .Where(name => Math.Abs(name.Length - written.Length) <= allowed)
            .Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return best is null ? null : $"did you mean `{best}`?";
    }

    /// <summary>Levenshtein's distance, upper and lower case being the same letter.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(previous[j - 1] + substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
