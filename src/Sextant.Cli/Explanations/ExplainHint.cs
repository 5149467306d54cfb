using Sextant.Reporting;

namespace Sextant.Cli.Explanations;

/// <summary>The last line of an answer for somebody who sits before it: where the codes above are explained.</summary>
internal static class ExplainHint
{
    /// <summary>Null when no code was told.</summary>
    public static string? For(RunResult run)
    {
        string[] codes =
        [
            .. run.Files.SelectMany(f => f.Report.Diagnostics.Select(d => d.Code.Id)
                    .Concat(f.Report.Objects.SelectMany(o => o.Findings).SelectMany(f => f.Clauses).Select(c => c.Code)))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return codes.Length switch
        {
            0 => null,
            1 => $"`sextant explain {codes[0]}` tells more",
            _ => $"`sextant explain CODE` tells more of {string.Join(", ", codes)}",
        };
    }
}
