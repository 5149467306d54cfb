using System.Globalization;
using System.Text;
using Sextant.Coordination.Simulation;
using static Sextant.Reporting.Html.HtmlText;

namespace Sextant.Cli.Commands.Design;

/// <summary>How long operations took in the simulation: a histogram for each, over one logarithmic axis.</summary>
internal sealed class LatencyChart
{
    private const double PlotWidth = 560;
    private const double RowHeight = 54;
    private const double BarHeight = 36;
    private const double LetterPx = 7.6;

    private readonly OperationTimes[] _operations;
    private readonly double _left;
    private readonly double _low;
    private readonly double _high;

    public LatencyChart(IEnumerable<OperationTimes> operations)
    {
        _operations = [.. operations.Where(o => o.Done > 0)];
        _left = 16 + (LetterPx * _operations.Select(o => o.Name.Length).DefaultIfEmpty(0).Max());
        TimeBin[] bins = [.. _operations.SelectMany(o => o.Distribution)];
        _low = Math.Floor(Math.Log10(bins.Select(b => b.LowMs * 1.001).DefaultIfEmpty(1).Min()));
        _high = Math.Max(_low + 1, Math.Ceiling(Math.Log10(bins.Select(b => b.HighMs * 0.999).DefaultIfEmpty(10).Max())));
    }

    public void Write(StringBuilder page)
    {
        double width = _left + PlotWidth + 250;
        double bottom = 6 + (RowHeight * _operations.Length);
        page.Append($"<div class=\"wide\"><svg role=\"img\" aria-label=\"How long operations took\" width=\"{Px(width)}\" height=\"{Px(bottom + 30)}\" viewBox=\"0 0 {Px(width)} {Px(bottom + 30)}\">\n");
        for (int power = (int)_low; power <= _high; power++)
        {
            double x = X(Math.Pow(10, power));
            page.Append($"<line class=\"axis\" x1=\"{Px(x)}\" x2=\"{Px(x)}\" y1=\"4\" y2=\"{Px(bottom)}\"/><text class=\"small faint\" x=\"{Px(x)}\" y=\"{Px(bottom + 18)}\" text-anchor=\"middle\">{Scale.Time(Math.Pow(10, power))}</text>\n");
        }

        for (int o = 0; o < _operations.Length; o++)
            WriteRow(page, _operations[o], 6 + (RowHeight * o) + RowHeight - 10);
        page.Append("</svg></div>\n");
    }

    private void WriteRow(StringBuilder page, OperationTimes times, double baseline)
    {
        double most = times.Distribution.Max(b => b.Count);
        page.Append($"<text x=\"{Px(_left - 12)}\" y=\"{Px(baseline - 8)}\" text-anchor=\"end\">{Safe(times.Name)}</text>\n");
        page.Append($"<line class=\"axis\" x1=\"{Px(_left)}\" x2=\"{Px(_left + PlotWidth)}\" y1=\"{Px(baseline)}\" y2=\"{Px(baseline)}\"/>\n");
        foreach (TimeBin bin in times.Distribution)
        {
            double height = Math.Max(1.5, BarHeight * bin.Count / most);
            double x = X(bin.LowMs);
            page.Append(CultureInfo.InvariantCulture, $"<g><title>{bin.Count} of {times.Done} from {Scale.Time(bin.LowMs)} to {Scale.Time(bin.HighMs)}</title><rect class=\"bar\" x=\"{Px(x)}\" y=\"{Px(baseline - height)}\" width=\"{Px(X(bin.HighMs) - x - 1)}\" height=\"{Px(height)}\"/></g>\n");
        }

        foreach (double quantile in (double[])[times.MedianMs, times.Percentile99Ms])
            page.Append($"<line class=\"mark\" x1=\"{Px(X(quantile))}\" x2=\"{Px(X(quantile))}\" y1=\"{Px(baseline - BarHeight)}\" y2=\"{Px(baseline + 4)}\"/>\n");
        page.Append($"<text class=\"small\" x=\"{Px(_left + PlotWidth + 16)}\" y=\"{Px(baseline - 18)}\">median {Scale.Time(times.MedianMs)}, 99 % {Scale.Time(times.Percentile99Ms)}</text>");
        page.Append(CultureInfo.InvariantCulture, $"<text class=\"small faint\" x=\"{Px(_left + PlotWidth + 16)}\" y=\"{Px(baseline - 2)}\">mean {Scale.Time(times.MeanMs)}, {times.Done} done</text>\n");
    }

    private double X(double ms) => _left + (PlotWidth * Math.Clamp((Math.Log10(Math.Max(ms, 1e-9)) - _low) / (_high - _low), 0, 1));
}
