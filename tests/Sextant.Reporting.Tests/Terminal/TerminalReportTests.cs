using Sextant.Reporting.Terminal;
using Sextant.Tests.Shared;

namespace Sextant.Reporting.Tests.Terminal;

public sealed class TerminalReportTests
{
    [Fact]
    public void A_refuted_file_shows_its_checks_then_each_counterexample_then_one_line() =>
        ExpectedText.ShouldMatch(Render(TerminalSettings.Plain, AuctionExample.Refuted), "refuted.txt");

    [Fact]
    public void A_narrow_terminal_wraps_states_inside_their_columns() =>
        ExpectedText.ShouldMatch(Render(new TerminalSettings(60, HasColor: false), AuctionExample.Refuted), "refuted-narrow.txt");

    [Fact]
    public void Colours_are_written_only_where_they_are_wanted()
    {
        Render(TerminalSettings.Plain, AuctionExample.Refuted).ShouldNotContain("\e");
        ExpectedText.ShouldMatch(Render(new TerminalSettings(100, HasColor: true), AuctionExample.Refuted), "refuted-color.txt");
    }

    [Fact]
    public void Several_files_end_with_the_number_of_each_verdict() => ExpectedText.ShouldMatch(
        Render(TerminalSettings.Plain, AuctionExample.AllProved, AuctionExample.Broken), "several.txt");

    [Fact]
    public void A_time_is_shown_only_when_there_is_one()
    {
        FileResult timed = AuctionExample.AllProved with { Elapsed = TimeSpan.FromMilliseconds(12) };
        Render(TerminalSettings.Plain, timed).ShouldEndWith("auction.spec: proved (2 checks), 0.012 s\n");
        Render(TerminalSettings.Plain, AuctionExample.AllProved).ShouldEndWith("auction.spec: proved (2 checks)\n");
    }

    [Fact]
    public void A_file_that_was_only_checked_is_not_called_proved()
    {
        var report = AuctionExample.AllProved with { Report = AuctionExample.AllProved.Report with { Objects = [] } };
        RunResult run = AuctionExample.Run(report) with { Goal = RunGoal.Check };
        Render(TerminalSettings.Plain, run).ShouldBe("auction.spec: ok\n");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1)]
    public void A_terminal_of_any_width_is_answered(int width) =>
        Render(new TerminalSettings(width, HasColor: false), AuctionExample.Refuted).ShouldContain("closeAuc");

    private static string Render(TerminalSettings terminal, params FileResult[] files) => Render(terminal, AuctionExample.Run(files));

    private static string Render(TerminalSettings terminal, RunResult run)
    {
        using var output = new StringWriter { NewLine = "\n" };
        TerminalReport.Write(output, run, terminal);
        return output.ToString();
    }
}
