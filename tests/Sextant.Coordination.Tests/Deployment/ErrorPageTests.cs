using System.Text.RegularExpressions;
using Sextant.Coordination.Deployment;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Coordination.Tests.Deployment;

/// <summary>The pages of the codes that are about YAML: their examples are networks, and say what they are there to say.</summary>
public sealed partial class ErrorPageTests
{
    public static TheoryData<string> Codes => [.. Enumerable.Range(1801, 5).Select(n => $"SX{n}")];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_wrong_example_provokes_the_code_and_the_mended_one_is_right(string code)
    {
        string page = File.ReadAllText(Inputs.PathOf($"docs/errors/{code}.md"));
        string[] wrong = [.. Block().Matches(page).Where(b => b.Groups["suffix"].Value.Length > 0).Select(b => b.Groups["text"].Value)];
        string[] mended = [.. Block().Matches(page).Where(b => b.Groups["suffix"].Value.Length == 0).Select(b => b.Groups["text"].Value)];
        Inputs.Understand(wrong.Single(), NetworkReader.Read, out Diagnostic[] diagnostics).ShouldBeNull();
        diagnostics.Select(d => d.Code.Id).ShouldBe([code]);
        Inputs.Understand(mended.Single(), NetworkReader.Read, out diagnostics).ShouldNotBeNull();
        diagnostics.ShouldBeEmpty();
    }

    [GeneratedRegex("^```yaml(?<suffix>|-error)\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Block();
}
