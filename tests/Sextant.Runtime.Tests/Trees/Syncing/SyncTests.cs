using System.Net.WebSockets;
using Sextant.Bench.Trees;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Syncing;

namespace Sextant.Runtime.Tests.Trees.Syncing;

public sealed class SyncTests
{
    private readonly ReplicatedTree _paris = new(new ReplicaId(1));
    private readonly ReplicatedTree _houston = new(new ReplicaId(2));

    [Fact]
    public void Two_replicas_exchange_what_each_lacks_and_nothing_twice()
    {
        Grow(_paris, 100);
        Grow(_houston, 50);
        var one = new SyncSession(_paris);
        var other = new SyncSession(_houston);
        Converse(one, other, out _);
        Pair.ShouldBeEqual(_paris, _houston);
        one.PeerVersion.ShouldBe(_houston.Version);
        Grow(_paris, 1);
        var known = new List<byte[]>(one.Send());
        known.ShouldHaveSingleItem().Length.ShouldBeLessThan(100);
        other.Receive(known[0]);
        Pair.ShouldBeEqual(_paris, _houston);
        one.Send().ShouldBeEmpty();
    }

    [Fact]
    public void A_receiver_that_does_not_answer_is_sent_no_more_than_the_pace_allows()
    {
        Grow(_paris, 1_000);
        var one = new SyncSession(_paris, new SyncPace(BatchOperationsMax: 10, BatchesAheadMax: 3));
        var other = new SyncSession(_houston, new SyncPace(BatchOperationsMax: 10, BatchesAheadMax: 3));
        one.Receive(other.Begin()).Count.ShouldBe(3);
        one.Send().ShouldBeEmpty();
        Converse(new SyncSession(_paris, new SyncPace(10, 3)), other, out int messages);
        messages.ShouldBeGreaterThan(200, "a hundred batches and their answers");
        Pair.ShouldBeEqual(_paris, _houston);
    }

    [Fact]
    public void A_conversation_that_is_cut_anywhere_is_taken_up_by_the_next()
    {
        for (int cutAfter = 0; cutAfter < 30; cutAfter++)
        {
            Grow(_paris, 20);
            Grow(_houston, 20);
            var pace = new SyncPace(BatchOperationsMax: 5, BatchesAheadMax: 2);
            Converse(new SyncSession(_paris, pace), new SyncSession(_houston, pace), out _, cutAfter);
        }
        Converse(new SyncSession(_paris), new SyncSession(_houston), out _);
        Pair.ShouldBeEqual(_paris, _houston);
    }

    [Fact]
    public void Whoever_lacks_pruned_history_is_told_so()
    {
        NodeId node = _paris.Add(NodeId.Root).Node;
        for (int i = 0; i < 10; i++)
            _paris.SetValue(node, "name", [(byte)i]);
        _paris.Prune(_paris.Version);
        var one = new SyncSession(_paris);
        var other = new SyncSession(_houston);
        Converse(one, other, out _);
        other.Ended.ShouldNotBeNull().ShouldContain("snapshot");
        _houston.OperationCount.ShouldBe(0);
    }

    [Fact]
    public void Noise_ends_the_conversation_and_changes_nothing()
    {
        var random = new Mulberry32(3);
        for (int i = 0; i < 5_000; i++)
        {
            var session = new SyncSession(_paris);
            byte[] noise = [.. Enumerable.Range(0, random.Below(60)).Select(_ => (byte)random.Below(256))];
            if (noise.Length > 0)
                noise[0] = (byte)random.Below(5);
            session.Receive(noise);
        }
        _paris.OperationCount.ShouldBe(0);
        var bomb = new SyncSession(_paris);
        bomb.Receive([2, 0xFF, 0xFF, 0xFF, 0x1F, 1, 2, 3]);
        bomb.Ended.ShouldNotBeNull().ShouldContain("too short");
    }

    [Fact]
    public async Task Loops_keep_two_replicas_equal_while_both_edit()
    {
        (InProcessConnection left, InProcessConnection right) = InProcessConnection.Create(capacity: 2);
        await KeepEqual(left, right, left.Close);
    }

    [Fact]
    public async Task The_same_over_web_sockets()
    {
        var (left, right) = DuplexStreams.Create();
        using var one = new WebSocketConnection(WebSocket.CreateFromStream(left, new WebSocketCreationOptions()), 1 << 20);
        using var other = new WebSocketConnection(WebSocket.CreateFromStream(right, new WebSocketCreationOptions { IsServer = true }), 1 << 20);
        await KeepEqual(one, other, () => { left.Dispose(); right.Dispose(); });
    }

    [Theory]
    [InlineData("ws://localhost:5000/", null, true)]
    [InlineData("ws://127.0.0.1:5000/", null, true)]
    [InlineData("ws://example.org/", "secret", false)]
    [InlineData("wss://example.org/", null, false)]
    [InlineData("wss://example.org/", "secret", true)]
    [InlineData("http://localhost/", "secret", false)]
    public void Other_machines_are_spoken_to_with_encryption_and_a_token_only(string address, string? token, bool isAllowed)
        => (WebSocketConnection.Objection(new Uri(address), token) is null).ShouldBe(isAllowed);

    private async Task KeepEqual(ISyncConnection left, ISyncConnection right, Action close)
    {
        using var parisGate = new SemaphoreSlim(1);
        using var houstonGate = new SemaphoreSlim(1);
        using var paris = new SyncLoop(new SyncSession(_paris, new SyncPace(20, 2)), left, parisGate);
        using var houston = new SyncLoop(new SyncSession(_houston, new SyncPace(20, 2)), right, houstonGate);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Task running = Task.WhenAll(paris.RunAsync(timeout.Token), houston.RunAsync(timeout.Token));
        for (int i = 0; i < 50; i++)
        {
            await Edit(_paris, parisGate, paris, timeout.Token);
            await Edit(_houston, houstonGate, houston, timeout.Token);
        }
        while (!await AreEqual(parisGate, houstonGate, timeout.Token))
            await Task.Delay(5, timeout.Token);
        Pair.ShouldBeEqual(_paris, _houston);
        close();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task Edit(ReplicatedTree tree, SemaphoreSlim gate, SyncLoop loop, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        Grow(tree, 7);
        gate.Release();
        loop.Wake();
    }

    private async Task<bool> AreEqual(SemaphoreSlim one, SemaphoreSlim other, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        await other.WaitAsync(cancellation);
        bool areEqual = _paris.Version.Equals(_houston.Version);
        one.Release();
        other.Release();
        return areEqual;
    }

    private static void Grow(ReplicatedTree tree, int nodes)
    {
        NodeId last = NodeId.Root;
        for (int i = 0; i < nodes; i++)
            last = tree.Add(i % 10 == 0 ? NodeId.Root : last).Node;
    }

    /// <summary>Carries messages to and fro until neither says anything, or until so many have been carried.</summary>
    private static void Converse(SyncSession one, SyncSession other, out int carried, int cutAfter = int.MaxValue)
    {
        var toOther = new Queue<byte[]>([one.Begin()]);
        var toOne = new Queue<byte[]>([other.Begin()]);
        for (carried = 0; carried < cutAfter && toOther.Count + toOne.Count > 0; carried++)
        {
            bool isToOther = toOther.Count > 0 && (carried % 2 == 0 || toOne.Count == 0);
            IReadOnlyList<byte[]> answers = isToOther ? other.Receive(toOther.Dequeue()) : one.Receive(toOne.Dequeue());
            foreach (byte[] answer in answers)
                (isToOther ? toOne : toOther).Enqueue(answer);
        }
    }
}
