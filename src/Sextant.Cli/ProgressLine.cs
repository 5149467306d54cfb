using System.Globalization;
using Sextant.Proof;

namespace Sextant.Cli;

/// <summary>
/// One line on stderr that is drawn again as work proceeds, and gone when it is done. Draws nothing unless stderr is a
/// terminal. Reports may come from several threads at once.
/// </summary>
internal sealed class ProgressLine(TextWriter error, bool isLive, string file) : IProgress<VerificationProgress>, IDisposable
{
    private const int BarWidth = 20;
    private const string EraseLine = "\r\e[K";
    private readonly Lock _lock = new();
    private int _done = -1;

    public void Report(VerificationProgress value)
    {
        if (!isLive)
            return;
        lock (_lock)
        {
            if (value.Done < _done)
                return;
            _done = value.Done;
            error.Write(EraseLine + Line(value));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_done >= 0)
                error.Write(EraseLine);
            _done = -1;
        }
    }

    private string Line(VerificationProgress value)
    {
        int filled = value.Total == 0 ? 0 : BarWidth * value.Done / value.Total;
        string bar = new string('█', filled) + new string('░', BarWidth - filled);
        string line = string.Create(CultureInfo.InvariantCulture, $"{bar} {value.Done}/{value.Total} {file}: {value.Current}");
        int room = Math.Max(BarWidth, Console.WindowWidth - 1);
        return line.Length <= room ? line : line[..room];
    }
}
