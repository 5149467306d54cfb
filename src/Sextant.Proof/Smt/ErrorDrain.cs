using System.Text;

namespace Sextant.Proof.Smt;

/// <summary>Reads what a process writes to stderr, so that it never blocks on a full pipe, and keeps the beginning.</summary>
internal sealed class ErrorDrain
{
    private const int KeptMax = 2_000;

    private readonly Stream _stream;
    private readonly Thread _thread;
    private readonly StringBuilder _kept = new();

    public ErrorDrain(Stream stream, string threadName)
    {
        _stream = stream;
        _thread = new Thread(ReadToEnd, maxStackSize: 256 * 1024) { IsBackground = true, Name = threadName };
        _thread.Start();
    }

    /// <summary>What was kept so far.</summary>
    public string Text
    {
        get
        {
            lock (_kept)
                return _kept.ToString();
        }
    }

    /// <summary>The first line that is not blank, or empty.</summary>
    public string FirstLine => Text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0, "");

    /// <summary>Waits for the last words of a process that has ended.</summary>
    public void WaitForEnd(TimeSpan limit) => _thread.Join(limit);

    private void ReadToEnd()
    {
        using Stream stream = _stream;
        var bytes = new byte[1024];
        try
        {
            int count;
            while ((count = stream.Read(bytes, 0, bytes.Length)) > 0)
                Keep(System.Text.Encoding.UTF8.GetString(bytes, 0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed under us; what was kept stands.
        }
    }

    private void Keep(string text)
    {
        lock (_kept)
            _kept.Append(text, 0, Math.Min(text.Length, KeptMax - _kept.Length));
    }
}
