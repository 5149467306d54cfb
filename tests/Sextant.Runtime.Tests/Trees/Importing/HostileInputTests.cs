using System.Buffers.Binary;
using Sextant.Bench.Trees;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Editing;
using Sextant.Runtime.Trees.Encoding;
using Sextant.Runtime.Trees.Importing;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Tests.Trees.Importing;

public sealed class HostileInputTests
{
    private static readonly ReplicaId Mallory = new(0xBAD);

    private readonly Pair _pair = new();

    [Fact]
    public void A_message_with_any_byte_changed_or_cut_off_is_refused_and_changes_nothing()
    {
        byte[] message = _pair.Paris.Export();
        var tree = new ReplicatedTree(new ReplicaId(9));
        for (int i = 0; i < message.Length; i++)
        {
            byte[] damaged = [.. message];
            damaged[i] ^= 0x10;
            tree.Import(damaged).Refusals.ShouldHaveSingleItem();
            tree.Import(message.AsSpan(0, i)).Refusals.ShouldHaveSingleItem();
        }
        tree.OperationCount.ShouldBe(0);
        tree.Import(message).Applied.ShouldBe(3);
    }

    [Fact]
    public void Messages_that_are_wrong_behind_a_right_checksum_are_refused_or_harmless()
    {
        for (int i = 0; i < 10; i++)
            _pair.Houston.SetValue(_pair.Houston.Add(_pair.A, SiblingPlace.First).Node, "key", [1, 2, 3]);
        byte[] message = _pair.Houston.Export();
        var random = new Mulberry32(42);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. message];
            for (int j = random.Below(3); j >= 0; j--)
                damaged[4 + random.Below(damaged.Length - 8)] = (byte)random.Below(256);
            Reseal(damaged);
            var tree = new ReplicatedTree(new ReplicaId(9));
            ImportResult result = tree.Import(damaged);
            refused += result.Refusals.Count > 0 ? 1 : 0;
            foreach (NodeId node in tree.Nodes())
                tree.IsUnder(node, NodeId.Root).ShouldBeTrue();
        }
        refused.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var random = new Mulberry32(1);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] noise = [.. Enumerable.Range(0, 10 + random.Below(200)).Select(_ => (byte)random.Below(256))];
            ChangeEncoder.Magic.CopyTo(noise);
            noise[4] = ChangeEncoder.Version;
            noise[5] = 0;
            Reseal(noise);
            var tree = new ReplicatedTree(new ReplicaId(9));
            tree.Import(noise);
            tree.OperationCount.ShouldBe(0);
        }
    }

    [Fact]
    public void Operations_that_come_in_any_order_and_more_than_once_make_the_same_tree()
    {
        for (uint seed = 1; seed <= 20; seed++)
        {
            var random = new Mulberry32(seed);
            Workload workload = Workload.Create("small", 10, seed, replicas: 3, operations: 30, seed * 10, new OperationMix(70, 20));
            var traced = new TracedWorkload(workload);
            var messages = Enumerable.Range(0, 3).SelectMany(traced.Messages)
                .Concat(traced.Base.Select(change => ChangeEncoder.Encode(TreePolicy.Lamport, [change]))).ToList();
            var inOrder = new ReplicatedTree(new ReplicaId(1));
            foreach (byte[] message in messages.AsEnumerable().Reverse().Concat(messages))
                inOrder.Import(message).IsClean.ShouldBeTrue();
            var shuffled = new ReplicatedTree(new ReplicaId(1));
            foreach (byte[] message in messages.Concat(messages).OrderBy(_ => random.Next()))
                shuffled.Import(message).IsClean.ShouldBeTrue();
            shuffled.WaitingOperations.ShouldBe(0);
            Pair.ShouldBeEqual(inOrder, shuffled);
        }
    }

    public static TheoryData<string> Tricks => [.. Changes(default).Select(trick => trick.Reason)];

    [Theory]
    [MemberData(nameof(Tricks))]
    public void A_change_that_breaks_a_rule_is_refused_with_its_reason(string reason)
    {
        string before = Pair.Outline(_pair.Paris);
        int operations = _pair.Paris.OperationCount;
        Change change = Changes(_pair.A).First(trick => string.Equals(trick.Reason, reason, StringComparison.Ordinal)).Change;
        ImportResult result = _pair.Paris.Import([change]);
        result.Refusals.ShouldHaveSingleItem().Reason.ShouldBe(reason);
        Pair.Outline(_pair.Paris).ShouldBe(before);
        _pair.Paris.OperationCount.ShouldBe(operations);
        _pair.Paris.WaitingOperations.ShouldBe(0);
    }

    [Fact]
    public void What_waits_is_bounded()
    {
        var limits = new TreeLimits { WaitingOperationsMax = 100, WaitingBytesMax = 10_000 };
        var tree = new ReplicatedTree(new ReplicaId(9), limits: limits);
        for (int i = 1; i < 300; i++)
        {
            tree.Import([Of(i * 2, 100, Move(new NodeId(Mallory, 1), NodeId.Root))]);
            tree.Import([Of(i * 2, 100, Move(new NodeId(Mallory, 1), NodeId.Root))]);
        }
        tree.WaitingOperations.ShouldBe(100);
        var other = new ReplicatedTree(new ReplicaId(9), limits: limits);
        for (int i = 1; i < 50; i++)
            other.Import([Of(i * 2, 100, new TreeOperation(TreeOperationKind.SetValue, NodeId.Root, NodeId.Root, null, "k", new byte[1_000]))]);
        other.WaitingOperations.ShouldBe(9);
        other.OperationCount.ShouldBe(0);
    }

    [Fact]
    public void A_liar_about_ups_and_downs_makes_no_cycle()
    {
        var pair = new Pair(TreePolicy.Seed);
        NodeId x = pair.Paris.Add(NodeId.Root).Node;
        pair.Exchange();
        Change lie = Of(0, 5, new TreeOperation(TreeOperationKind.MoveUp, x, pair.C)) with { Dependencies = [new OperationId(pair.Paris.Replica, 3)] };
        Change otherLie = lie with { Replica = new ReplicaId(0xBAE), Operations = [new TreeOperation(TreeOperationKind.MoveUp, pair.A, x)] };
        pair.Paris.Import([lie, otherLie]).IsClean.ShouldBeTrue();
        pair.Houston.Import([otherLie, lie]).IsClean.ShouldBeTrue();
        Pair.ShouldBeEqual(pair.Paris, pair.Houston);
        pair.Paris.Nodes().Count().ShouldBe(5);
        pair.Paris.RefusedMoveCount.ShouldBe(1);
    }

    private static IEnumerable<(string Reason, Change Change)> Changes(NodeId known)
    {
        TreeOperation move = Move(known, NodeId.Root);
        yield return ("replica 0 makes no operations", Of(0, 10, move) with { Replica = default });
        yield return ("a change without operations", Of(0, 10));
        yield return ("a sequence number is out of range", Of(int.MaxValue, 10, move));
        yield return ("a time is out of range", Of(0, 0, move));
        yield return ("a time too far ahead of the operation's past", Of(0, 1L << 40, move));
        yield return ("a change that depends on itself", Of(0, 10, move) with { Dependencies = [new OperationId(Mallory, 0)] });
        yield return ("a time that is not after the operation's past", Of(0, 1, move));
        yield return ("an added node that is not named after its operation", Of(0, 10, new TreeOperation(TreeOperationKind.Add, new NodeId(Mallory, 5), NodeId.Root)));
        yield return ("the root and the trash stay where they are", Of(0, 10, Move(NodeId.Root, known)));
        yield return ("only a removal, and every removal, goes to the trash", Of(0, 10, Move(known, NodeId.Trash)));
        yield return ("a node cannot be its own parent", Of(0, 10, Move(known, known)));
        yield return ("a node that nothing added before", Of(0, 10, Move(known, new NodeId(Mallory, 1)), new TreeOperation(TreeOperationKind.Add, new NodeId(Mallory, 1), NodeId.Root)));
        yield return ("a node that nothing added", Of(0, 10, Move(known, new NodeId(new ReplicaId(0), 7))));
        yield return ("a position that ends in 0", Of(0, 10, move with { Position = [1, 0] }));
        yield return ("a position of a size out of range", Of(0, 10, move with { Position = [] }));
        yield return ("a key of a size out of range", Of(0, 10, new TreeOperation(TreeOperationKind.SetValue, known, NodeId.Root, null, new string('k', 2_000))));
        yield return ("a value of a size out of range", Of(0, 10, new TreeOperation(TreeOperationKind.SetValue, known, NodeId.Root, null, "k", new byte[2 << 20])));
        yield return ("an unknown kind of operation", Of(0, 10, move with { Kind = (TreeOperationKind)9 }));
    }

    private static TreeOperation Move(NodeId node, NodeId target) => new(TreeOperationKind.MoveUp, node, target);

    private static Change Of(int sequence, long time, params TreeOperation[] operations) => new(Mallory, sequence, time, [], operations);

    private static void Reseal(byte[] message)
        => BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(message.Length - 4), Checksum.Of(message.AsSpan(0, message.Length - 4)));
}
