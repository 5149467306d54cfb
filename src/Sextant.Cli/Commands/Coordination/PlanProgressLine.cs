using System.Globalization;
using Sextant.Coordination.Search;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>One line on stderr that is drawn again as the search goes on, and gone when it is done; nothing unless stderr is a terminal.</summary>
internal sealed class PlanProgressLine(TextWriter error, bool isLive) : IProgress<SearchProgress>, IDisposable
{
    private const string EraseLine = "\r\e[K";
    private bool _isDrawn;

    public void Report(SearchProgress value)
    {
        if (!isLive)
            return;
        _isDrawn = true;
        double gap = value.BestCost > 0 && double.IsFinite(value.BestCost) ? (value.BestCost - value.LowerBound) / value.BestCost : 0;
        error.Write(string.Create(CultureInfo.InvariantCulture, $"{EraseLine}{value.FirstOperation} and its conflicts: {value.Nodes} partial plans, best {value.BestCost:F0} ms, gap {gap * 100:F1} in 100; Ctrl+C takes it"));
    }

    public void Dispose()
    {
        if (_isDrawn)
            error.Write(EraseLine);
        _isDrawn = false;
    }
}
