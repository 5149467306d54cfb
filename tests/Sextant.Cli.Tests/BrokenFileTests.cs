using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sextant.Cli.Tests.Processes;

namespace Sextant.Cli.Tests;

/// <summary>Wrong input as a user meets it: diagnostics, exit code 2, in bounded time, and never a stack trace.</summary>
public sealed class BrokenFileTests
{
    [Fact]
    public void Every_broken_file_gets_the_diagnostics_that_are_written_beside_it()
    {
        ProcessResult result = SextantProcess.Run("verify", "tests/broken", "--json");
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBeEmpty();
        using JsonDocument json = JsonDocument.Parse(result.Output);
        JsonElement[] files = [.. json.RootElement.GetProperty("files").EnumerateArray()];
        files.Length.ShouldBeGreaterThanOrEqualTo(40);
        string.Concat(files.Select(Told)).ShouldBe(string.Concat(files.Select(Expected)));
        files.ShouldAllBe(f => f.GetProperty("verdict").ValueEquals("error"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\0\u0001\u0002", 1)]
    [InlineData("(", 10_000_000)]
    [InlineData("(", 4_000_000)]
    [InlineData("axiom ", 1_000_000)]
    [InlineData("/*", 1_000_000)]
    [InlineData("\"", 1_000_000)]
    [InlineData("a", 4_000_000)]
    [InlineData("\n", 4_000_000)]
    [InlineData("1", 4_000_000)]
    public void Input_of_any_size_is_answered_in_bounded_time(string piece, int times) =>
        ShouldBeRefused(string.Concat(Enumerable.Repeat(piece, times)));

    [Theory]
    [InlineData("axiom ", "(", "true", ")")]
    [InlineData("axiom ", "!", "true", "")]
    [InlineData("axiom ", "true ==> ", "true", "")]
    [InlineData("axiom ", "(forall x: int :: ", "true", ")")]
    [InlineData("axiom ", "if true then 1 else ", "1", "")]
    [InlineData("var x: ", "[int]", "int", "")]
    [InlineData("procedure p() { ", "if (true) { ", "", "} ")]
    public void Nesting_of_any_depth_is_answered(string start, string open, string core, string close) => ShouldBeRefused(
        $"{start}{string.Concat(Enumerable.Repeat(open, 100_000))}{core}{string.Concat(Enumerable.Repeat(close, 100_000))};");

    private static void ShouldBeRefused(string content)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("big.spec", content);
        long start = Stopwatch.GetTimestamp();
        ProcessResult result = SextantProcess.Run("verify", file);
        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain("error[SX1");
        result.Output.Length.ShouldBeLessThan(200_000);
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static string Told(JsonElement file)
    {
        IEnumerable<string> lines = file.GetProperty("diagnostics").EnumerateArray().Select(d => string.Create(
            CultureInfo.InvariantCulture,
            $"{d.GetProperty("line").GetInt32()}:{d.GetProperty("column").GetInt32()} {d.GetProperty("code").GetString()} {d.GetProperty("message").GetString()}\n"));
        return $"{file.GetProperty("file").GetString()}\n{string.Concat(lines)}";
    }

    private static string Expected(JsonElement file)
    {
        string path = file.GetProperty("file").GetString()!;
        return $"{path}\n{File.ReadAllText(Path.ChangeExtension(Repository.PathOf(path), ".expected"))}";
    }
}
