namespace Sextant.Cli.Tests.Opinions;

/// <summary>
/// The examples that are written in both languages say the same of one application. Compared is, of every operation that both
/// have, the worst verdict of what it does by itself (contract, monotonicity, safety), and of what it does to others (stability,
/// alone or in a pair, and remote); of merge, the laws of merging apart from what it does to others; of the whole object, how it
/// begins, its order, and the worst verdict of all. What differs for a cause is listed with it.
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
        // Only the .sxt says how replicas begin, so that only there it is asked whether some run leads to what a proof cannot exclude.
        ["lock/pairwise"] = ["merge, with others: refuted and unknown", "the object: refuted and unknown"],
        // Enrolling takes two steps in the .spec; only in the .sxt tournaments begin and end.
        ["tournament/coordinated"] = ["only .spec: accept", "only .spec: signUp", "only .sxt: begin", "only .sxt: enrol", "only .sxt: finish"],
        ["tournament/tournament"] = ["only .sxt: begin", "only .sxt: finish"],
    };

    public static TheoryData<string> Applications => [.. Differences.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Applications))]
    public void Both_languages_give_the_same_verdicts_but_for_what_is_listed_with_its_cause(string application)
    {
        Dictionary<string, string[]> expected = ExpectedVerdicts.Read();
        Dictionary<string, string> spec = Summary(expected[$"{application}.spec"]);
        Dictionary<string, string> sxt = Summary(expected[$"{application}.sxt"]);
        IEnumerable<string> found =
        [
            .. spec.Keys.Intersect(sxt.Keys, StringComparer.Ordinal).Where(k => spec[k] != sxt[k]).Select(k => $"{k}: {spec[k]} and {sxt[k]}"),
            .. Operations(spec).Except(Operations(sxt), StringComparer.Ordinal).Select(o => $"only .spec: {o}"),
            .. Operations(sxt).Except(Operations(spec), StringComparer.Ordinal).Select(o => $"only .sxt: {o}"),
        ];
        found.Order(StringComparer.Ordinal).ShouldBe(Differences[application]);
    }

    [Fact]
    public void Every_application_that_is_written_in_both_languages_is_compared()
    {
        // Replicas that send operations are another application than those that send states.
        string[] both = [.. ExpectedVerdicts.Read().Where(e => ExpectedVerdicts.Of(e.Value, "published").Any()).Select(e => e.Key).GroupBy(f => f[..f.LastIndexOf('.')], StringComparer.Ordinal).Where(g => g.Count() == 2).Select(g => g.Key)];
        both.Order(StringComparer.Ordinal).ShouldBe(Differences.Keys.Order(StringComparer.Ordinal));
    }

    private static readonly string[] FromBestToWorst = ["proved", "unknown", "refuted"];

    private static string Worse(string? one, string other) => one is not null && Array.IndexOf(FromBestToWorst, one) > Array.IndexOf(FromBestToWorst, other) ? one : other;

    private static IEnumerable<string> Operations(Dictionary<string, string> summary) =>
        summary.Keys.Where(k => k.EndsWith(", alone", StringComparison.Ordinal)).Select(k => k[..^", alone".Length]);

    /// <summary>Of each question that is compared the worst verdict of the checks that belong to it.</summary>
    private static Dictionary<string, string> Summary(string[] lines)
    {
        var summary = new Dictionary<string, string>(StringComparer.Ordinal) { ["the object"] = "proved" };
        foreach (string[] words in ExpectedVerdicts.Of(lines, "ours").Select(l => l.Split(' ')))
        {
            string kind = words[0] is "stability" or "remote" or "third-replica" or "stale" ? "with others"
                : words[1] == "-" || words[0] == "vacuity" ? words[0] : "alone";
            // Axioms are one language's way to say things, and whether they can hold together is not about the application.
            if (words[0] == "vacuity" && words[1] == "-")
                continue;
            foreach (string operation in words[1..^1])
                summary[$"{operation}, {kind}"] = Worse(summary.GetValueOrDefault($"{operation}, {kind}"), words[^1]);
            summary["the object"] = Worse(summary["the object"], words[^1]);
        }

        return summary;
    }
}
