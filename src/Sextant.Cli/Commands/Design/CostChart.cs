using System.Globalization;
using System.Text;
using Sextant.Coordination.Lattice;
using static Sextant.Reporting.Html.HtmlText;

namespace Sextant.Cli.Commands.Design;

/// <summary>The bar charts of the second seed, slides 39 to 52: what each plan costs, named granularity-mode-placement.</summary>
internal sealed class CostChart(PlanCatalogue catalogue, Plan chosen, EquatableArray<string> sites)
{
    private const double Slot = 17;
    private const double Left = 74;
    private const double Height = 190;
    private const double Top = 12;
    private const double LabelRoom = 58;

    private readonly IReadOnlyList<double> _ticks = Scale.Ticks(catalogue.Granularities.SelectMany(g => g.Plans).Select(p => p.Cost).Where(double.IsFinite).DefaultIfEmpty(0).Max());

    public void Write(StringBuilder page)
    {
        foreach (Granularity granularity in catalogue.Granularities)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>Granularity {granularity.Number}: {Safe(string.Join(" | ", granularity.Locks.Select(l => string.Join(", ", l.Pairs.Select(p => p.Name)))))}</h3>\n");
            WriteBars(page, granularity);
            WriteLegend(page, granularity);
        }
    }

    private void WriteBars(StringBuilder page, Granularity granularity)
    {
        double width = Left + (Slot * granularity.Plans.Count) + 10;
        double height = Top + Height + LabelRoom;
        page.Append($"<div class=\"wide\"><svg role=\"img\" aria-label=\"What plans cost\" width=\"{Px(width)}\" height=\"{Px(height)}\" viewBox=\"0 0 {Px(width)} {Px(height)}\">\n");
        foreach (double tick in _ticks)
        {
            double y = Y(tick);
            page.Append($"<line class=\"axis\" x1=\"{Px(Left)}\" x2=\"{Px(width)}\" y1=\"{Px(y)}\" y2=\"{Px(y)}\"/><text class=\"small faint\" x=\"{Px(Left - 8)}\" y=\"{Px(y + 4)}\" text-anchor=\"end\">{Scale.Time(tick)}</text>\n");
        }

        for (int i = 0; i < granularity.Plans.Count; i++)
        {
            CataloguedPlan plan = granularity.Plans[i];
            bool isChosen = PlanCatalogue.AreSame(plan.Plan, chosen);
            double x = Left + (Slot * i) + 3;
            double y = Y(Math.Min(plan.Cost, _ticks[^1]));
            string name = string.Create(CultureInfo.InvariantCulture, $"{granularity.Number}-{plan.Mode}-{plan.Placement}");
            page.Append($"<g><title>{name}: {Scale.Time(plan.Cost)}{(isChosen ? ", the plan" : "")}</title><rect class=\"{(isChosen ? "chosen" : "bar")}\" x=\"{Px(x)}\" y=\"{Px(y)}\" width=\"{Px(Slot - 5)}\" height=\"{Px(Top + Height - y)}\"/>");
            double labelX = x + 10;
            double labelY = Top + Height + 8;
            page.Append($"<text class=\"small{(isChosen ? "" : " faint")}\" text-anchor=\"end\" transform=\"translate({Px(labelX)} {Px(labelY)}) rotate(-90)\">{name}{(isChosen ? " ★" : "")}</text></g>\n");
        }

        page.Append("</svg></div>\n");
    }

    private double Y(double ms) => Top + (Height * (1 - (ms / _ticks[^1])));

    private void WriteLegend(StringBuilder page, Granularity granularity)
    {
        page.Append("<details><summary>What the numbers mean</summary>\n");
        WriteTable(page, "mode", granularity, p => p.Mode, (plan, l) => string.Join(", ", plan.Locks[l].Uses.Select(u => $"{u.Operation} {Word(u.Mode)}")));
        WriteTable(page, "placement", granularity, p => p.Placement, (plan, l) => sites[plan.Locks[l].Site]);
        page.Append("</details>\n");
    }

    private static void WriteTable(StringBuilder page, string what, Granularity granularity, Func<CataloguedPlan, int> numberOf, Func<Plan, int, string> cellOf)
    {
        page.Append($"<div class=\"wide\"><table><thead><tr><th>{what}</th>{string.Concat(granularity.Locks.Select(l => $"<th>{Safe(l.Name)}</th>"))}</tr></thead><tbody>\n");
        foreach (CataloguedPlan plan in granularity.Plans.DistinctBy(numberOf).OrderBy(numberOf))
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{numberOf(plan)}</td>{string.Concat(granularity.Locks.Select((_, l) => $"<td>{Safe(cellOf(plan.Plan, l))}</td>"))}</tr>\n");
        page.Append("</tbody></table></div>\n");
    }

    private static string Word(LockMode mode) => mode == LockMode.Grouped ? "apart" : mode.ToString().ToLowerInvariant();
}
