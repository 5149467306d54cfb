using System.Text;

namespace Sextant.Proof.Smt;

/// <summary>How a wait for a reply ended.</summary>
internal enum ReplyEnd
{
    Complete,
    Closed,
    TooLong,
    TimedOut,
    Cancelled,
}

/// <summary>
/// Gathers what a process prints, up to an expected last line. A thread of its own does the blocking reads: a read of a pipe
/// cannot be given a time limit in .NET, but waiting for that thread can. The waiter is woken once a reply, not once a line.
/// </summary>
internal sealed class ReplyReader
{
    private readonly Stream _stream;
    private readonly int _lengthMax;
    private readonly object _gate = new();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private string _marker = "";
    private bool _complete;
    private bool _closed;
    private bool _tooLong;

    /// <param name="lengthMax">The largest reply kept, in characters; at a longer one reading stops.</param>
    public ReplyReader(Stream stream, string threadName, int lengthMax)
    {
        _stream = stream;
        _lengthMax = lengthMax;
        new Thread(ReadToEnd, maxStackSize: 256 * 1024) { IsBackground = true, Name = threadName }.Start();
    }

    /// <summary>What came so far of the current reply, without the marker.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return _line.Length == 0 ? _text.ToString() : _text.ToString() + _line;
        }
    }

    /// <summary>Begins a reply that ends with a line holding just the marker, which may be in quotes: cvc5 echoes them.</summary>
    public void Begin(string marker)
    {
        lock (_gate)
        {
            // What came uninvited stays in front, where it makes the next reply unreadable instead of passing unseen.
            _marker = marker;
            _complete = false;
        }
    }

    /// <summary>Takes the text of a complete reply.</summary>
    public string Take()
    {
        lock (_gate)
        {
            string text = _text.ToString();
            _text.Clear();
            return text;
        }
    }

    /// <param name="deadline">On the scale of <see cref="Environment.TickCount64"/>.</param>
    public ReplyEnd Wait(long deadline, CancellationToken cancellation)
    {
        using CancellationTokenRegistration wake = cancellation.UnsafeRegister(static state => ((ReplyReader)state!).Wake(), this);
        lock (_gate)
        {
            while (true)
            {
                if (_complete)
                    return ReplyEnd.Complete;
                if (cancellation.IsCancellationRequested)
                    return ReplyEnd.Cancelled;
                if (_tooLong)
                    return ReplyEnd.TooLong;
                if (_closed)
                    return ReplyEnd.Closed;
                long remaining = deadline - Environment.TickCount64;
                if (remaining <= 0)
                    return ReplyEnd.TimedOut;
                Monitor.Wait(_gate, (int)Math.Min(remaining, int.MaxValue));
            }
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void ReadToEnd()
    {
        using Stream stream = _stream;
        var bytes = new byte[16 * 1024];
        var characters = new char[System.Text.Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        Decoder decoder = System.Text.Encoding.UTF8.GetDecoder();
        try
        {
            int count;
            while ((count = stream.Read(bytes, 0, bytes.Length)) > 0)
            {
                int length = decoder.GetChars(bytes, 0, count, characters, 0);
                if (!Accept(characters.AsSpan(0, length)))
                    break;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process was killed and its pipes closed: the same to a waiter as the end of the stream.
        }
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>False when the bound is passed and reading should stop.</summary>
    private bool Accept(ReadOnlySpan<char> characters)
    {
        lock (_gate)
        {
            while (characters.Length > 0)
            {
                int lineEnd = characters.IndexOf('\n');
                _line.Append(lineEnd < 0 ? characters : characters[..lineEnd]);
                if (lineEnd < 0)
                    break;
                EndLine();
                characters = characters[(lineEnd + 1)..];
            }
            _tooLong = _text.Length + _line.Length > _lengthMax;
            return !_tooLong;
        }
    }

    private void EndLine()
    {
        if (!_complete && IsMarker())
        {
            _complete = true;
            Monitor.PulseAll(_gate);
        }
        else
        {
            _text.Append(_line).Append('\n');
        }
        _line.Clear();
    }

    private bool IsMarker()
    {
        int extra = _line.Length - _marker.Length;
        return _marker.Length > 0 && extra is >= 0 and <= 3 && _line.ToString().AsSpan().TrimEnd('\r').Trim('"').SequenceEqual(_marker);
    }
}
