using System.Text;
using Sextant.Reporting.Terminal;

namespace Sextant.Cli;

/// <summary>
/// The process around a command: results go to <see cref="Output"/>, everything else to <see cref="Error"/>. Results are
/// held back until they are whole, so that a run which is interrupted leaves no half of a document behind.
/// </summary>
internal sealed class Host : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly MemoryStream _output = new();

    public Host(Interruption interruption)
    {
        Interruption = interruption;
        Output = new StreamWriter(_output, Utf8, leaveOpen: true) { NewLine = "\n" };
    }

    public Interruption Interruption { get; }

    public CancellationToken Cancellation => Interruption.Token;

    public StreamWriter Output { get; }

    public TextWriter Error { get; } = Console.Error;

    /// <summary>Where a result that writes its own bytes goes.</summary>
    public Stream OutputBytes => _output;

    public static bool HasLiveError => !Console.IsErrorRedirected && !IsDumb;

    private static bool IsDumb => string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    public static TerminalSettings Terminal(bool noColor)
    {
        if (Console.IsOutputRedirected)
            return TerminalSettings.Plain;
        bool hasColor = !noColor && !IsDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        int width = Console.WindowWidth;
        return new TerminalSettings(width > 0 ? width : TerminalSettings.Plain.Width, hasColor);
    }

    /// <summary>Hands the result to the process that reads it.</summary>
    public void Flush()
    {
        Output.Flush();
        try
        {
            using Stream stream = Console.OpenStandardOutput();
            _output.WriteTo(stream);
            stream.Flush();
        }
        catch (IOException e)
        {
            throw new ResultNotWrittenException(e.Message, e);
        }
    }

    public void Dispose()
    {
        RestoreKeypad();
        Output.Dispose();
        _output.Dispose();
    }

    /// <summary>The framework puts a terminal's keys into application mode and leaves them there; the user wants them back.</summary>
    private static void RestoreKeypad()
    {
        if (Console.IsOutputRedirected || IsDumb)
            return;
        try
        {
            using Stream stream = Console.OpenStandardOutput();
            stream.Write("\u001b[?1l\u001b>"u8);
        }
        catch (IOException)
        {
            // A terminal that is gone has no keys.
        }
    }
}

/// <summary>Standard output refused the result: a full disk, not a defect.</summary>
internal sealed class ResultNotWrittenException(string message, Exception inner) : Exception(message, inner);
