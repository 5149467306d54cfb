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
    public void Dependencies_of_what_waits_count_to_its_size()
    {
        var tree = new ReplicatedTree(new ReplicaId(9), limits: new TreeLimits { WaitingBytesMax = 100_000 });
        OperationId[] unknown = [.. Enumerable.Range(1, 1_000).Select(replica => new OperationId(new ReplicaId(0xF00 + (ulong)replica), 7))];
        for (int i = 1; i < 50; i++)
            tree.Import([Of(i * 2, 100, Move(new NodeId(Mallory, 1), NodeId.Root)) with { Dependencies = unknown }]);
        tree.WaitingOperations.ShouldBeInRange(1, 10);
    }

    [Fact]
    public void An_operation_on_a_node_or_parent_that_nobody_has_heard_of_waits_and_takes_no_part()
    {
        string before = Pair.Outline(_pair.Paris);
        var stranger = new NodeId(new ReplicaId(0xBAE), 3);
        ImportResult ofParent = _pair.Paris.Import([Of(0, 10, Move(_pair.C, stranger))]);
        (ofParent.Applied, ofParent.Waiting, ofParent.IsClean).ShouldBe((0, 1, true));
        ImportResult ofNode = _pair.Paris.Import([Of(0, 10, Move(stranger, _pair.C)) with { Replica = new ReplicaId(0xBAF) }]);
        (ofNode.Applied, ofNode.Waiting, ofNode.IsClean).ShouldBe((0, 2, true));
        Pair.Outline(_pair.Paris).ShouldBe(before);
        _pair.Paris.OperationCount.ShouldBe(3);
        _pair.Paris.Export().ShouldBe(_pair.Houston.Export());
    }

    [Fact]
    public void Changes_that_depend_on_each_other_wait_for_ever_and_take_no_part()
    {
        string before = Pair.Outline(_pair.Paris);
        var accomplice = new ReplicaId(0xBAE);
        Change one = Of(0, 10, Move(_pair.C, _pair.A)) with { Dependencies = [new OperationId(accomplice, 0)] };
        Change other = one with { Replica = accomplice, Dependencies = [new OperationId(Mallory, 0)] };
        for (int i = 0; i < 3; i++)
            _pair.Paris.Import([one, other, other, one]).Applied.ShouldBe(0);
        _pair.Paris.WaitingOperations.ShouldBe(2);
        Pair.Outline(_pair.Paris).ShouldBe(before);
        _pair.Paris.Move(_pair.C, _pair.A).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void What_is_replayed_a_thousand_times_is_known_and_takes_no_memory()
    {
        byte[] message = _pair.Houston.Export();
        string before = Pair.Outline(_pair.Paris);
        _pair.Paris.Import(message);
        long held = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1_000; i++)
        {
            ImportResult result = _pair.Paris.Import(message);
            (result.Applied, result.Known, result.Waiting).ShouldBe((0, 3, 0));
        }
        (GC.GetTotalMemory(forceFullCollection: true) - held).ShouldBeLessThan(1 << 20);
        Pair.Outline(_pair.Paris).ShouldBe(before);
        _pair.Paris.OperationCount.ShouldBe(3);
    }

    [Theory]
    [InlineData("the number of replicas")]
    [InlineData("the number of changes")]
    [InlineData("a sequence number")]
    [InlineData("a time")]
    [InlineData("the number of dependencies")]
    [InlineData("the number of operations")]
    [InlineData("a position")]
    public void A_number_that_claims_more_than_the_message_can_hold_is_refused_before_memory_is_taken_for_it(string what)
    {
        foreach (ulong absurd in (ulong[])[1UL << 31, int.MaxValue - 1, uint.MaxValue, ulong.MaxValue])
        {
            byte[] message = Claiming(what, absurd);
            var tree = new ReplicatedTree(new ReplicaId(9));
            long before = GC.GetAllocatedBytesForCurrentThread();
            ImportResult result = tree.Import(message);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 16);
            result.Applied.ShouldBe(0);
            (result.Refusals.Count + result.Waiting).ShouldBe(1);
            tree.OperationCount.ShouldBe(0);
        }
        new ReplicatedTree(new ReplicaId(9)).Import(Claiming("nothing", 0)).Applied.ShouldBe(1);
    }

    [Fact]
    public void A_message_of_more_operations_than_allowed_is_refused_with_the_bound()
    {
        byte[] message = _pair.Paris.Export();
        var limits = new TreeLimits { MessageOperationsMax = 2 };
        var tree = new ReplicatedTree(new ReplicaId(9), limits: limits);
        tree.Import(message).Refusals.ShouldHaveSingleItem().Reason.ShouldStartWith("more than 2 operations");
        tree.OperationCount.ShouldBe(0);
        new ReplicatedTree(new ReplicaId(9), limits: limits with { MessageOperationsMax = 3 }).Import(message).Applied.ShouldBe(3);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_folded_read_pruned_and_opened_on_a_small_stack()
    {
        const int Depth = 100_000;
        var additions = Enumerable.Range(0, Depth).Select(i => new TreeOperation(
            TreeOperationKind.Add, new NodeId(Mallory, i), i == 0 ? NodeId.Root : new NodeId(Mallory, i - 1)));
        Change chain = Of(0, 1, [.. additions]);
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => Check(chain)), maxStackSize: 256 << 10);
        thread.Start();
        thread.Join();
        failure.ShouldBeNull();

        static void Check(Change chain)
        {
            var top = new NodeId(Mallory, 0);
            var bottom = new NodeId(Mallory, Depth - 1);
            var tree = new ReplicatedTree(new ReplicaId(9));
            tree.Changed += (_, _) => { };
            tree.Import([chain]).Applied.ShouldBe(Depth);
            tree.IsUnder(bottom, top).ShouldBeTrue();
            tree.Move(top, bottom).Refusal.ShouldBe(EditRefusal.Cycle);
            // A liar moves the top under the bottom, which no honest replica that has both can do.
            var accomplice = new ReplicaId(0xBAE);
            tree.Import([new Change(accomplice, 0, Depth + 1, [chain.IdOf(Depth - 1)], [Move(top, bottom)])]).IsClean.ShouldBeTrue();
            tree.LostMoves().ShouldHaveSingleItem().Path.Count.ShouldBe(Depth - 1);
            tree.Prune(tree.Version).ShouldBe(1);
            ReplicatedTree opened = ReplicatedTree.Open(new ReplicaId(10), tree.Snapshot()).Tree.ShouldNotBeNull();
            opened.IsUnder(bottom, top).ShouldBeTrue();
            opened.ChildrenOf(bottom).ShouldBeEmpty();
        }
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

    /// <summary>A message with one addition, in which one number is another.</summary>
    private static byte[] Claiming(string what, ulong absurd)
    {
        var message = new ByteWriter();
        void Number(string name, ulong value) => message.Number(string.Equals(name, what, StringComparison.Ordinal) ? absurd : value);
        message.Raw(ChangeEncoder.Magic);
        message.Byte(ChangeEncoder.Version);
        message.Byte((byte)TreePolicy.Lamport);
        Number("the number of replicas", 1);
        message.Fixed64(Mallory.Value);
        Number("the number of changes", 1);
        message.Number(0);
        Number("a sequence number", 0);
        Number("a time", 1);
        Number("the number of dependencies", 0);
        Number("the number of operations", 1);
        message.Byte((byte)TreeOperationKind.Add | ChangeEncoder.HasPosition);
        message.Number(0);
        Number("a position", 1);
        message.Byte(1);
        message.Fixed32(Checksum.Of(message.Written));
        return message.Written.ToArray();
    }

    private static TreeOperation Move(NodeId node, NodeId target) => new(TreeOperationKind.MoveUp, node, target);

    private static Change Of(int sequence, long time, params TreeOperation[] operations) => new(Mallory, sequence, time, [], operations);

    private static void Reseal(byte[] message)
        => BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(message.Length - 4), Checksum.Of(message.AsSpan(0, message.Length - 4)));
}
