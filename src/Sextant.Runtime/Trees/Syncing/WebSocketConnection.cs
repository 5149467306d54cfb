using System.Net;
using System.Net.WebSockets;

namespace Sextant.Runtime.Trees.Syncing;

/// <summary>
/// A way over a web socket, of a client or of a server that has accepted one. Beyond the machine itself it must be encrypted and
/// carry a token.
/// </summary>
public sealed class WebSocketConnection(WebSocket socket, int messageBytesMax) : ISyncConnection, IDisposable
{
    private readonly byte[] _buffer = new byte[16 << 10];

    /// <summary>Why such an address is not connected to, or null when it may be.</summary>
    public static string? Objection(Uri address, string? token)
    {
        if (address.Scheme is not ("ws" or "wss"))
            return "the address of a peer begins with ws:// or wss://";
        bool isLocal = address.IsLoopback || (IPAddress.TryParse(address.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
        if (isLocal)
            return null;
        if (address.Scheme is "ws")
            return "a peer on another machine is spoken to over wss:// only";
        return string.IsNullOrEmpty(token) ? "a peer on another machine needs a token" : null;
    }

    /// <summary>Connects to a peer; <paramref name="token"/> goes as a bearer token.</summary>
    public static async Task<WebSocketConnection> ConnectAsync(
        Uri address, string? token, int messageBytesMax, CancellationToken cancellation = default)
    {
        if (Objection(address, token) is { } objection)
            throw new ArgumentException(objection, nameof(address));
        var socket = new ClientWebSocket();
        if (!string.IsNullOrEmpty(token))
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        try
        {
            await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return new WebSocketConnection(socket, messageBytesMax);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
        => socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellation);

    public async ValueTask<byte[]?> ReceiveAsync(CancellationToken cancellation = default)
    {
        using var message = new MemoryStream();
        while (socket.State == WebSocketState.Open)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(), cancellation).ConfigureAwait(false);
            if (part.MessageType != WebSocketMessageType.Binary || message.Length + part.Count > messageBytesMax)
                return null;
            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
                return message.ToArray();
        }
        return null;
    }

    public void Dispose() => socket.Dispose();
}
