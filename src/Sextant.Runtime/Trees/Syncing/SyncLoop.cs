namespace Sextant.Runtime.Trees.Syncing;

/// <summary>
/// Runs a conversation over a connection until that closes. The tree is only touched while the gate is held; whoever edits it
/// elsewhere holds the same gate, and calls <see cref="Wake"/> afterwards.
/// </summary>
public sealed class SyncLoop(SyncSession session, ISyncConnection connection, SemaphoreSlim gate) : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Says that the tree has gained operations.</summary>
    public void Wake() => _wake.Release();

    /// <summary>Why the conversation ended; null when the connection closed.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellation = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await SendAsync(() => [session.Begin()], ending.Token).ConfigureAwait(false);
        Task waking = SendWhenWokenAsync(ending.Token);
        try
        {
            while (session.Ended is null && await connection.ReceiveAsync(ending.Token).ConfigureAwait(false) is { } message)
                await SendAsync(() => session.Receive(message), ending.Token).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await waking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return session.Ended;
    }

    public void Dispose()
    {
        _wake.Dispose();
        _sending.Dispose();
    }

    private async Task SendWhenWokenAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _wake.WaitAsync(cancellation).ConfigureAwait(false);
            await SendAsync(session.Send, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Messages leave in the order in which the session made them; the gate is not held while the transport takes its time.</summary>
    private async Task SendAsync(Func<IReadOnlyList<byte[]>> make, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            IReadOnlyList<byte[]> messages = await MakeAsync(make, cancellation).ConfigureAwait(false);
            foreach (byte[] message in messages)
                await connection.SendAsync(message, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<IReadOnlyList<byte[]>> MakeAsync(Func<IReadOnlyList<byte[]>> make, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return make();
        }
        finally
        {
            gate.Release();
        }
    }
}
