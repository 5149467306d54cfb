using System.Reflection;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Cli.Tests.Documentation;

public sealed class ErrorPageTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Repository.PathOf("docs/errors.md"))
            .Where(l => l.StartsWith("| SX", StringComparison.Ordinal))
            .Select(l => l.Trim('|', ' ').Split(" | ")),
    ];

    [Fact]
    public void Every_code_of_wrong_input_has_a_row_with_its_title()
    {
        IEnumerable<DiagnosticCode> codes = typeof(DiagnosticCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticCode>();
        string[] documented = [.. Rows.Where(r => !r[0].StartsWith("SX2", StringComparison.Ordinal)).Select(r => $"{r[0]} {r[1]}")];
        documented.ShouldBe(codes.Select(c => $"{c.Id} {c.Title}"), ignoreOrder: true);
    }

    [Fact]
    public void Every_code_of_a_finding_has_a_row()
    {
        IEnumerable<string?> codes = typeof(FindingCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetRawConstantValue() as string);
        Rows.Select(r => r[0]).Where(c => c.StartsWith("SX2", StringComparison.Ordinal)).ShouldBe(codes.OfType<string>(), ignoreOrder: true);
    }

    [Fact]
    public void Every_row_says_the_cause_and_the_cure() => Rows.ShouldAllBe(r => r.Length >= 3 && r.All(cell => cell.Length > 2));
}
