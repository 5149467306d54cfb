using System.Diagnostics;
using System.Globalization;
using Sextant.Exploration.Search;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>One line on stderr that says how far a search is: states, their rate, the depth, what waits. Nothing unless stderr is a terminal.</summary>
internal sealed class SearchProgressLine(TextWriter error, bool isLive) : IProgress<SearchProgress>, IDisposable
{
    private const string EraseLine = "\r\e[K";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last;

    public void Report(SearchProgress value)
    {
        if (!isLive || (_last != 0 && Stopwatch.GetElapsedTime(_last) < Interval))
            return;
        _last = Stopwatch.GetTimestamp();
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        error.Write(string.Create(CultureInfo.InvariantCulture, $"{EraseLine}{value.States:N0} states, {value.States / seconds:N0}/s, depth {value.Depth}, {value.Waiting:N0} waiting"));
    }

    public void Dispose()
    {
        if (_last != 0)
            error.Write(EraseLine);
    }
}
