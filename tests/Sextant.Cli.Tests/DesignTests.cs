using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

public sealed partial class DesignTests
{
    private const string Network = "examples/coordination/network-stated.yaml";
    private static readonly string[] Courseware = ["design", "examples/courseware/courseware.sxt", "--workload", "examples/courseware/workload.yaml", "--network", Network];

    [Fact]
    public void The_road_ends_with_the_plan_the_proof_under_it_and_the_report()
    {
        using var folder = new TemporaryFolder();
        string report = Path.Combine(folder.Path, "out.html");
        ProcessResult result = SextantProcess.Run("design", "examples/auction/auction.sxt", "--workload", "examples/auction/workload.yaml", "--network", Network, "--report", report);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("as it is written: refuted (");
        result.Output.ShouldContain("  lock closeAuction_placeBid {\n    shared placeBid(_, _) apart from closeAuction;");
        result.Output.ShouldEndWith($"under these locks: proved (19 checks)\nreport: {report}\n");
        Directory.GetFiles(folder.Path).ShouldBe([report]);
    }

    [Fact]
    public void The_report_stands_alone_and_tells_all_that_was_found_out()
    {
        string page = Report(Courseware);
        foreach (string outside in (string[])["http:", "https:", "<script", "<link", "<img", "@import", "url("])
            page.ShouldNotContain(outside);
        foreach (string told in (string[])[
            "1. <b>enrol / removeStudent</b>, of the same student", "2. <b>enrol / removeCourse</b>, of the same course", "merge ← here, there", ">refuted</span>", ">proved</span>, 34 checks",
            "lock enrol_removeCourse(course: Course) {\n    shared enrol(_, course) apart from removeCourse;", ">1 | 2</text>", ">1+2</text>", " ★</text>", "up to &#215; ", "no safe plan costs less"])
        {
            page.ShouldContain(told);
        }

        Regex.Count(page, "class=\"chosen\"", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBe(1, "one bar is the plan");
        Report(Courseware).ShouldBe(page, "the same in every run");
    }

    /// <summary>By the widths that letters have in the fonts that the page asks for, a little less than the drawings leave room for.</summary>
    [Theory]
    [InlineData("courseware")]
    [InlineData("tournament")]
    [InlineData("bank")]
    public void No_two_labels_of_a_drawing_overlap_and_none_is_cut_off(string example)
    {
        using var folder = new TemporaryFolder();
        string[] arguments = example switch
        {
            "courseware" => Courseware,
            "tournament" => ["design", "examples/tournament/tournament.sxt", "--workload", folder.Write("w.yaml", "operations:\n  enrol: { counts: { paris: 90, houston: 30 } }\n  removePlayer: { counts: { singapore: 9 } }\n  removeTournament: { counts: { paris: 2 } }\n"), "--network", Network],
            _ => ["design", "examples/bank/withdrawals.sxt", "--workload", folder.Write("w.yaml", "operations:\n  withdraw: { counts: { paris: 90, houston: 30 } }\n  transfer: { counts: { singapore: 9 } }\n"), "--network", Network],
        };
        XElement[] drawings = [.. Drawing().Matches(Report(arguments)).Select(m => XElement.Parse(m.Value))];
        drawings.Length.ShouldBeGreaterThan(3);
        foreach (XElement drawing in drawings)
        {
            (string Text, double Left, double Top, double Right, double Bottom)[] labels = [.. drawing.Descendants("text").Select(Extent)];
            double[] view = [.. drawing.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
            labels.ShouldAllBe(l => l.Left >= view[0] - 1 && l.Right <= view[0] + view[2] + 1 && l.Top >= view[1] - 1 && l.Bottom <= view[1] + view[3] + 1);
            for (int i = 0; i < labels.Length; i++)
            {
                foreach ((string Text, double Left, double Top, double Right, double Bottom) other in labels.Skip(i + 1))
                    (labels[i].Left < other.Right && other.Left < labels[i].Right && labels[i].Top < other.Bottom && other.Top < labels[i].Bottom).ShouldBeFalse($"`{labels[i].Text}` and `{other.Text}` overlap");
            }
        }
    }

    [Fact]
    public void Names_are_text_in_the_report_and_never_markup()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("<b>&\".sxt", File.ReadAllText(Repository.PathOf("examples/courseware/courseware.sxt")));
        string page = Report(["design", file, .. Courseware[2..]]);
        page.ShouldContain("&lt;b&gt;&amp;&quot;.sxt");
        page.ShouldNotContain("<b>&");
    }

    [Fact]
    public void What_does_not_conflict_needs_no_locks_and_the_report_says_so()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("likes.sxt", "replicated Likes {\n  type User;\n  shared likes : GSet[User] := {};\n  invariant fine: forall u in likes. u in likes;\n  op like(u: User) { likes += {u}; }\n}\n");
        string work = folder.Write("w.yaml", "operations:\n  like: { counts: { paris: 5 } }\n");
        string report = Path.Combine(folder.Path, "out.html");
        ProcessResult result = SextantProcess.Run("design", file, "--workload", work, "--network", Network, "--report", report);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("no two operations conflict, and nobody has to wait for anybody");
        File.ReadAllText(report).ShouldContain("No two operations conflict: it runs without coordination");
        SextantProcess.Run("coordinate", file, "--workload", work, "--network", Network).Output.ShouldContain("without locks: proved");
    }

    [Fact]
    public void The_answer_as_JSON_has_both_verdicts_and_the_drift()
    {
        ProcessResult result = SextantProcess.Run([.. Courseware, "--json"]);
        result.ExitCode.ShouldBe(0);
        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement json = document.RootElement;
        json.GetProperty("as_written").GetProperty("checks").EnumerateArray().ShouldContain(c => c.GetProperty("verdict").GetString() == "refuted");
        json.GetProperty("verified").GetProperty("checks").EnumerateArray().ShouldAllBe(c => c.GetProperty("verdict").GetString() == "proved");
        json.GetProperty("drift").EnumerateArray().ShouldContain(d => d.GetProperty("more").GetProperty("factor").ValueKind == JsonValueKind.Number && d.GetProperty("more").GetProperty("then").GetString()!.Contains(" at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Option '--workload' is required", "--network", Network)]
    [InlineData("cannot be written", "--network", Network, "--workload", "examples/courseware/workload.yaml", "--report", "no/such/folder/out.html")]
    public void What_is_missing_or_cannot_be_written_is_told(string message, params string[] arguments)
    {
        ProcessResult result = SextantProcess.Run(["design", "examples/courseware/courseware.sxt", .. arguments]);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(message);
    }

    private static string Report(string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string report = Path.Combine(folder.Path, "out.html");
        SextantProcess.Run([.. arguments, "--report", report]).ExitCode.ShouldBe(0);
        return File.ReadAllText(report);
    }

    private static (string Text, double Left, double Top, double Right, double Bottom) Extent(XElement label)
    {
        bool isSmall = label.Attribute("class")?.Value.Contains("small", StringComparison.Ordinal) == true;
        double width = label.Value.Length * (isSmall ? 5.6 : 6.6);
        double height = isSmall ? 8 : 9;
        string? turned = label.Attribute("transform")?.Value;
        double[] at = turned is null ? [Number(label.Attribute("x")!.Value), Number(label.Attribute("y")!.Value)] : [.. turned.Split('(', ')')[1].Split(' ').Select(Number)];
        double before = label.Attribute("text-anchor")?.Value switch { "end" => width, "middle" => width / 2, _ => 0 };
        // A label that is turned ends where it is put, and reads upwards.
        return turned is null ? (label.Value, at[0] - before, at[1] - height, at[0] - before + width, at[1]) : (label.Value, at[0] - height, at[1], at[0], at[1] + width);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Drawing();
}
