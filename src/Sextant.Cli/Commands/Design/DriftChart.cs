using System.Text;
using Sextant.Cli.Commands.Coordination;
using Sextant.Coordination.Search;
using static Sextant.Reporting.Html.HtmlText;

namespace Sextant.Cli.Commands.Design;

/// <summary>How far the workload may drift: for each operation and site the range of factors in which the plan stays the best one, over one logarithmic axis.</summary>
internal sealed class DriftChart(CoordinationAnswer answer, EquatableArray<Drift> drifts)
{
    private const double PlotWidth = 420;
    private const double RowHeight = 26;
    private const double LetterPx = 7.6;
    private static readonly double Reach = Math.Log2(DriftSearch.Farthest);

    private readonly double _left = 16 + (LetterPx * drifts.Select(d => Name(answer, d).Length).DefaultIfEmpty(0).Max());

    public void Write(StringBuilder page)
    {
        double width = _left + PlotWidth + 30;
        double bottom = 6 + (RowHeight * drifts.Count);
        page.Append($"<div class=\"wide\"><svg role=\"img\" aria-label=\"How far the workload may drift\" width=\"{Px(width)}\" height=\"{Px(bottom + 28)}\" viewBox=\"0 0 {Px(width)} {Px(bottom + 28)}\">\n");
        for (int power = (int)-Reach; power <= Reach; power += 2)
        {
            double x = X(Math.Pow(2, power));
            page.Append($"<line class=\"{(power == 0 ? "mark" : "axis")}\" x1=\"{Px(x)}\" x2=\"{Px(x)}\" y1=\"2\" y2=\"{Px(bottom)}\"/><text class=\"small faint\" x=\"{Px(x)}\" y=\"{Px(bottom + 18)}\" text-anchor=\"middle\">{DriftText.Factor(Math.Pow(2, power))}</text>\n");
        }

        for (int i = 0; i < drifts.Count; i++)
        {
            double y = 6 + (RowHeight * i);
            (double from, double to) = (X(drifts[i].Less.Factor ?? 1 / DriftSearch.Farthest), X(drifts[i].More.Factor ?? DriftSearch.Farthest));
            page.Append($"<text x=\"{Px(_left - 12)}\" y=\"{Px(y + 15)}\" text-anchor=\"end\">{Safe(Name(answer, drifts[i]))}</text>");
            page.Append($"<rect class=\"bar\" x=\"{Px(from)}\" y=\"{Px(y + 4)}\" width=\"{Px(Math.Max(2, to - from))}\" height=\"{Px(RowHeight - 10)}\" rx=\"3\"/>\n");
        }

        page.Append("</svg></div>\n");
    }

    private static string Name(CoordinationAnswer answer, Drift drift) => $"{drift.Operation}, {DriftText.Where(answer, drift)}";

    private double X(double factor) => _left + (PlotWidth * ((Math.Log2(factor) + Reach) / (2 * Reach)));
}
