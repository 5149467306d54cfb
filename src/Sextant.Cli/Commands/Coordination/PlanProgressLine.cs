using System.Globalization;
using Sextant.Coordination.Search;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>One line on stderr that is drawn again as the search goes on, and gone when it is done; nothing unless stderr is a terminal.</summary>
internal sealed class PlanProgressLine(TextWriter error, bool isLive) : IProgress<SearchProgress>, IProgress<string>, IDisposable
{
    private const string EraseLine = "\r\e[K";
    private bool _isDrawn;

    public void Report(SearchProgress value)
    {
        double gap = value.BestCost > 0 && double.IsFinite(value.BestCost) ? (value.BestCost - value.LowerBound) / value.BestCost : 0;
        Draw(string.Create(CultureInfo.InvariantCulture, $"{value.FirstOperation} and its conflicts: {value.Nodes} partial plans, best {value.BestCost:F0} ms, gap {gap * 100:F1} in 100; Ctrl+C takes it"));
    }

    /// <param name="value">An operation of which it is looked how far it may drift.</param>
    public void Report(string value) => Draw($"how far the workload may drift: {value}; Ctrl+C takes what is known");

    private void Draw(string line)
    {
        if (!isLive)
            return;
        _isDrawn = true;
        error.Write(EraseLine + line);
    }

    public void Dispose()
    {
        if (_isDrawn)
            error.Write(EraseLine);
        _isDrawn = false;
    }
}
