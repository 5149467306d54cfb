using System.Buffers.Binary;
using Sextant.Bench.Trees;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Editing;
using Sextant.Runtime.Trees.Encoding;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Tests.Trees;

public sealed class PruningTests
{
    private readonly Pair _pair = new();

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void A_pruned_tree_reads_as_before_and_is_smaller(TreePolicy policy)
    {
        var pair = new Pair(policy);
        for (int i = 0; i < 50; i++)
        {
            pair.Paris.Move(pair.C, i % 2 == 0 ? NodeId.Root : pair.A);
            pair.Paris.SetValue(pair.B, "name", [(byte)i]);
        }
        pair.Exchange();
        string before = Pair.Outline(pair.Paris);
        pair.Paris.Prune(pair.Houston.Version).ShouldBe(98);
        Pair.Outline(pair.Paris).ShouldBe(before);
        pair.Paris.OperationCount.ShouldBe(5);
        pair.Paris.Prune(pair.Houston.Version).ShouldBe(0);
        pair.Houston.Move(pair.C, pair.B);
        pair.Paris.Add(pair.C);
        pair.Exchange();
    }

    [Fact]
    public void What_is_not_stable_keeps_its_history()
    {
        OperationId early = _pair.Houston.Move(_pair.C, _pair.A).Operation;
        for (int i = 0; i < 10; i++)
            _pair.Paris.Move(_pair.C, i % 2 == 0 ? NodeId.Root : _pair.A);
        VersionVector stable = _pair.Paris.Version;
        _pair.Exchange();
        _pair.Paris.Prune(stable).ShouldBe(0, "an operation that not all have is older than the ten moves");
        _pair.Paris.WhyLost(early).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void An_operation_from_before_pruned_history_is_refused(TreePolicy policy)
    {
        var pair = new Pair(policy);
        var late = new ReplicatedTree(new ReplicaId(3), policy);
        late.Import(pair.Paris.Export());
        late.Move(pair.C, NodeId.Root);
        for (int i = 0; i < 5; i++)
            pair.Paris.Add(pair.C);
        pair.Exchange();
        pair.Paris.Prune(pair.Houston.Version).ShouldBe(0, "only additions, all of which name nodes");
        pair.Paris.Import(late.Export(pair.Paris.Version)).Refusals.ShouldHaveSingleItem().Reason.ShouldContain("pruned");
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void A_replica_that_joins_begins_with_a_snapshot_and_edits_with_the_others(TreePolicy policy)
    {
        var pair = new Pair(policy);
        pair.Paris.Move(pair.C, NodeId.Root);
        pair.Paris.Remove(pair.B);
        pair.Paris.SetValue(pair.A, "name", [1]);
        pair.Exchange();
        pair.Paris.Prune(pair.Houston.Version).ShouldBe(0, "each is still needed");
        pair.Paris.Move(pair.C, pair.A, SiblingPlace.First);
        ReplicatedTree joined = ReplicatedTree.Open(new ReplicaId(3), pair.Paris.Snapshot(), policy).Tree.ShouldNotBeNull();
        Pair.ShouldBeEqual(pair.Paris, joined);
        pair.Paris.CanServe(VersionVector.Empty).ShouldBeFalse();
        pair.Paris.CanServe(pair.Houston.Version).ShouldBeTrue();
        joined.Restore(pair.B).IsDone.ShouldBeTrue();
        joined.Add(pair.C);
        pair.Houston.Import(pair.Paris.Export(pair.Houston.Version)).IsClean.ShouldBeTrue();
        pair.Houston.Import(joined.Export(pair.Houston.Version)).IsClean.ShouldBeTrue();
        pair.Paris.Import(joined.Export(pair.Paris.Version)).IsClean.ShouldBeTrue();
        Pair.ShouldBeEqual(pair.Houston, joined);
        Pair.ShouldBeEqual(pair.Paris, joined);
        joined.LostMoves().ShouldBeEmpty();
        pair.Houston.LostMoves().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void Undo_survives_pruning_as_far_as_its_history_does(TreePolicy policy)
    {
        var pair = new Pair(policy);
        pair.Paris.Move(pair.C, NodeId.Root);
        pair.Paris.Move(pair.C, pair.A);
        pair.Exchange();
        pair.Paris.Prune(pair.Houston.Version).ShouldBe(1);
        pair.Paris.Move(pair.C, pair.B);
        pair.Paris.Undo().ShouldBe(EditRefusal.None);
        pair.Paris.ParentOf(pair.C).ShouldBe(pair.A);
        pair.Paris.Undo().ShouldBe(EditRefusal.NothingToDo);
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void Replicas_that_prune_whenever_they_can_agree_with_one_that_never_does(TreePolicy policy)
    {
        int forgotten = 0;
        for (uint seed = 1; seed <= 20; seed++)
            forgotten += EditAndPrune(new Mulberry32(seed), policy);
        forgotten.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_damaged_snapshot_is_refused()
    {
        _pair.Paris.Move(_pair.C, NodeId.Root, SiblingPlace.First);
        _pair.Paris.SetValue(_pair.A, "name", [1]);
        _pair.Paris.Remove(_pair.B);
        _pair.Exchange();
        _pair.Paris.Prune(_pair.Houston.Version);
        _pair.Paris.Add(_pair.A);
        byte[] snapshot = _pair.Paris.Snapshot();
        ReplicatedTree.Open(new ReplicaId(9), snapshot).Failure.ShouldBeNull();
        for (int i = 0; i < snapshot.Length; i++)
            ReplicatedTree.Open(new ReplicaId(9), snapshot.AsSpan(0, i)).Failure.ShouldNotBeNull();
        var random = new Mulberry32(5);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. snapshot];
            for (int j = random.Below(3); j >= 0; j--)
                damaged[4 + random.Below(damaged.Length - 8)] = (byte)random.Below(256);
            BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(damaged.Length - 4), Checksum.Of(damaged.AsSpan(0, damaged.Length - 4)));
            if (ReplicatedTree.Open(new ReplicaId(9), damaged).Tree is { } tree)
                tree.Nodes().ShouldAllBe(node => tree.IsUnder(node, NodeId.Root));
        }
    }

    private static int EditAndPrune(Mulberry32 random, TreePolicy policy)
    {
        ReplicatedTree[] replicas = [.. Enumerable.Range(1, 3).Select(id => new ReplicatedTree(new ReplicaId((ulong)id), policy))];
        var archive = new ReplicatedTree(new ReplicaId(100), policy);
        StabilityTracker[] trackers = [.. replicas.Select(_ => new StabilityTracker())];
        foreach (StabilityTracker tracker in trackers)
        {
            foreach (ReplicatedTree replica in replicas)
                tracker.Join(replica.Replica);
        }
        int forgotten = 0;
        ulong joined = 3;
        for (int i = 0; i < 400; i++)
        {
            int self = random.Below(3);
            if (i % 100 == 99)
                Replace(self, ++joined);
            ReplicatedTree tree = replicas[self];
            switch (random.Below(8))
            {
                case 0 or 6 or 7:
                    int from = random.Below(3);
                    tree.Import(replicas[from].Export(tree.Version)).IsClean.ShouldBeTrue();
                    tree.WaitingOperations.ShouldBe(0);
                    break;
                case 1:
                    foreach (ReplicatedTree member in replicas)
                        trackers[self].Tell(member.Replica, member.Version);
                    break;
                case 2:
                    string before = Pair.Outline(tree);
                    forgotten += tree.Prune(trackers[self].StableAt(tree.Version));
                    Pair.Outline(tree).ShouldBe(before);
                    break;
                default:
                    MergingTests.EditRandomly(tree, random);
                    archive.Import(tree.Export(archive.Version)).IsClean.ShouldBeTrue();
                    break;
            }
        }
        void Replace(int index, ulong by)
        {
            ReplicatedTree leaving = replicas[index];
            foreach (ReplicatedTree other in replicas)
                other.Import(leaving.Export(other.Version)).IsClean.ShouldBeTrue();
            ReplicatedTree from = replicas[(index + 1) % 3];
            replicas[index] = ReplicatedTree.Open(new ReplicaId(by), from.Snapshot(), policy).Tree.ShouldNotBeNull();
            trackers[index] = new StabilityTracker();
            foreach (ReplicatedTree member in replicas)
                trackers[index].Join(member.Replica);
            foreach (StabilityTracker tracker in trackers)
            {
                tracker.Leave(leaving.Replica);
                tracker.Join(replicas[index].Replica);
            }
        }

        foreach (ReplicatedTree tree in replicas.Concat(replicas))
        {
            foreach (ReplicatedTree other in replicas)
                tree.Import(other.Export(tree.Version)).IsClean.ShouldBeTrue();
            archive.Import(tree.Export(archive.Version)).IsClean.ShouldBeTrue();
        }
        foreach (ReplicatedTree tree in replicas)
        {
            Pair.ShouldBeEqual(archive, tree);
            Pair.ShouldBeEqual(archive, ReplicatedTree.Open(new ReplicaId(50), tree.Snapshot(), policy).Tree.ShouldNotBeNull());
        }
        return forgotten;
    }
}
