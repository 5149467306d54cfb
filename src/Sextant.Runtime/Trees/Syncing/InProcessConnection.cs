using System.Threading.Channels;

namespace Sextant.Runtime.Trees.Syncing;

/// <summary>Two ends of a way within one process.</summary>
public sealed class InProcessConnection : ISyncConnection
{
    private readonly Channel<byte[]> _outgoing;
    private readonly Channel<byte[]> _incoming;

    private InProcessConnection(Channel<byte[]> outgoing, Channel<byte[]> incoming)
    {
        _outgoing = outgoing;
        _incoming = incoming;
    }

    /// <summary>Each end holds so many messages that the other has not received yet.</summary>
    public static (InProcessConnection One, InProcessConnection Other) Create(int capacity = 16)
    {
        var there = Channel.CreateBounded<byte[]>(capacity);
        var back = Channel.CreateBounded<byte[]>(capacity);
        return (new InProcessConnection(there, back), new InProcessConnection(back, there));
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
    {
        while (await _outgoing.Writer.WaitToWriteAsync(cancellation).ConfigureAwait(false))
        {
            if (_outgoing.Writer.TryWrite(message.ToArray()))
                return;
        }
    }

    public async ValueTask<byte[]?> ReceiveAsync(CancellationToken cancellation = default)
        => await _incoming.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false) && _incoming.Reader.TryRead(out byte[]? message)
            ? message
            : null;

    /// <summary>Cuts the way in both directions. What was under way can still be received.</summary>
    public void Close()
    {
        _outgoing.Writer.TryComplete();
        _incoming.Writer.TryComplete();
    }
}
