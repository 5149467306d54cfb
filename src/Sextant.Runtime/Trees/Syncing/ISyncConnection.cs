namespace Sextant.Runtime.Trees.Syncing;

/// <summary>A way to a peer that keeps messages whole and in order.</summary>
public interface ISyncConnection
{
    /// <summary>Returns when the transport has taken the message, which may be when the peer has made room.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation = default);

    /// <summary>The next message; null when the connection is closed.</summary>
    ValueTask<byte[]?> ReceiveAsync(CancellationToken cancellation = default);
}
