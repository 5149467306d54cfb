namespace Sextant.Proof.Tests.Golden;

/// <summary>
/// The examples that are written in both languages say the same of one application. Compared is, of every operation that both
/// have, whether anything of what it does by itself is refuted (contract, monotonicity, safety), and whether anything of what
/// it does to others is (stability, alone or in a pair, and remote); of merge, the laws of merging apart from what it does to others; of
/// the whole object, how it begins, its order, and whether anything at all is refuted. What differs for a cause is listed with it.
/// </summary>
public sealed class SameApplicationTests
{
    /// <summary>A file without its extension, and what only one of the two languages says of it.</summary>
    private static readonly Dictionary<string, string[]> Differences = new(StringComparer.Ordinal)
    {
        // In the .spec an auction runs from the start.
        ["auction/auction"] = ["only .sxt: startAuction"],
        // The .spec works by a protocol of its own, in which places stop to take bids; the .sxt has a lock.
        ["auction/coordinated"] = ["only .spec: stopBidding", "only .sxt: startAuction"],
        // The .spec agrees on one value that is not named, and has an operation that does the work of two.
        ["consensus/consensus"] = ["only .spec: acceptLast", "only .sxt: propose"],
        // In the .spec tokens are given up by operations; in the .sxt they are declared.
        ["courseware/coordinated"] = ["only .spec: giveUpCourse", "only .spec: giveUpStudent"],
        ["courseware/courseware"] = [],
        ["lock/lock"] = [],
        ["lock/pairwise"] = [],
        // Enrolling takes two steps in the .spec; only in the .sxt tournaments begin and end.
        ["tournament/coordinated"] = ["only .spec: accept", "only .spec: signUp", "only .sxt: begin", "only .sxt: enrol", "only .sxt: finish", "only .sxt: leave"],
        // Only in the .sxt players leave, so that only there a merge can leave a third replica with a tournament that nobody plays.
        ["tournament/tournament"] = ["merge, with others: proved and refuted", "only .sxt: begin", "only .sxt: finish", "only .sxt: leave"],
    };

    public static TheoryData<string> Applications => [.. Differences.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Applications))]
    public void Both_languages_give_the_same_verdicts_but_for_what_is_listed_with_its_cause(string application)
    {
        Dictionary<string, string[]> expected = ExpectedVerdicts.Read();
        Dictionary<string, bool> spec = Summary(expected[$"{application}.spec"]);
        Dictionary<string, bool> sxt = Summary(expected[$"{application}.sxt"]);
        IEnumerable<string> found =
        [
            .. spec.Keys.Intersect(sxt.Keys, StringComparer.Ordinal).Where(k => spec[k] != sxt[k]).Select(k => $"{k}: {Word(spec[k])} and {Word(sxt[k])}"),
            .. Operations(spec).Except(Operations(sxt), StringComparer.Ordinal).Select(o => $"only .spec: {o}"),
            .. Operations(sxt).Except(Operations(spec), StringComparer.Ordinal).Select(o => $"only .sxt: {o}"),
        ];
        found.Order(StringComparer.Ordinal).ShouldBe(Differences[application]);
    }

    [Fact]
    public void Every_application_that_is_written_in_both_languages_is_compared()
    {
        string[] both = [.. ExpectedVerdicts.Read().Keys.GroupBy(f => f[..f.LastIndexOf('.')], StringComparer.Ordinal).Where(g => g.Count() == 2).Select(g => g.Key)];
        both.Order(StringComparer.Ordinal).ShouldBe(Differences.Keys.Order(StringComparer.Ordinal));
    }

    private static string Word(bool isProved) => isProved ? "proved" : "refuted";

    private static IEnumerable<string> Operations(Dictionary<string, bool> summary) =>
        summary.Keys.Where(k => k.EndsWith(", alone", StringComparison.Ordinal)).Select(k => k[..^", alone".Length]);

    /// <summary>Of each question that is compared whether all checks that belong to it are proved.</summary>
    private static Dictionary<string, bool> Summary(string[] lines)
    {
        var summary = new Dictionary<string, bool>(StringComparer.Ordinal) { ["the object"] = true };
        foreach (string[] words in ExpectedVerdicts.Of(lines, "ours").Select(l => l.Split(' ')))
        {
            bool isProved = words[^1] == "proved";
            string kind = words[0] is "stability" or "remote" or "third-replica" or "stale" ? "with others"
                : words[1] == "-" || words[0] == "vacuity" ? words[0] : "alone";
            // Axioms are one language's way to say things, and whether they can hold together is not about the application.
            if (words[0] == "vacuity" && words[1] == "-")
                continue;
            foreach (string operation in words[1..^1])
                summary[$"{operation}, {kind}"] = summary.GetValueOrDefault($"{operation}, {kind}", true) && isProved;
            summary["the object"] &= isProved;
        }

        return summary;
    }
}
