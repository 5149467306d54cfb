using System.Text;
using Sextant.Model.Results;

namespace Sextant.Reporting.Html;

/// <summary>A counterexample as a table: a row a step, a column a replica.</summary>
public static class HtmlTrace
{
    public static void Write(StringBuilder page, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Constants.Count > 0)
            page.Append($"<p class=\"faint\">where {HtmlText.Safe(string.Join(", ", trace.Constants.Select(c => $"{c.Name} = {c.Value}")))}</p>\n");
        page.Append("<div class=\"wide\"><table class=\"trace\"><thead><tr><th>step</th>");
        foreach (string column in trace.Columns)
            page.Append($"<th>{HtmlText.Safe(column)}</th>");
        page.Append("<th>changed</th></tr></thead><tbody>\n");
        foreach (TraceRow row in TraceRow.Of(trace))
        {
            page.Append($"<tr{(row.Step.Length > 0 ? " class=\"step\"" : "")}><td>{row.Step}</td>");
            foreach (string cell in row.Cells)
                page.Append($"<td>{HtmlText.Safe(cell)}</td>");
            page.Append($"<td>{(row.Changed is { } change ? HtmlText.Safe(change) : "<span class=\"faint\">nothing</span>")}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
        if (trace.Violation.Length > 0)
            page.Append($"<p class=\"bad\">✗ <code>{HtmlText.Safe(trace.Violation)}</code></p>\n");
    }
}
