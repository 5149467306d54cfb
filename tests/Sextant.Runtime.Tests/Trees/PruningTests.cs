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

    [Fact]
    public void A_pruned_tree_reads_as_before_and_is_smaller()
    {
        for (int i = 0; i < 50; i++)
        {
            _pair.Paris.Move(_pair.C, i % 2 == 0 ? NodeId.Root : _pair.A);
            _pair.Paris.SetValue(_pair.B, "name", [(byte)i]);
        }
        _pair.Exchange();
        string before = Pair.Outline(_pair.Paris);
        _pair.Paris.Prune(_pair.Houston.Version).ShouldBe(98);
        Pair.Outline(_pair.Paris).ShouldBe(before);
        _pair.Paris.OperationCount.ShouldBe(5);
        _pair.Paris.Prune(_pair.Houston.Version).ShouldBe(0);
        _pair.Houston.Move(_pair.C, _pair.B);
        _pair.Paris.Add(_pair.C);
        _pair.Exchange();
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

    [Fact]
    public void An_operation_from_before_pruned_history_is_refused()
    {
        var late = new ReplicatedTree(new ReplicaId(3));
        late.Import(_pair.Paris.Export());
        late.Move(_pair.C, NodeId.Root);
        for (int i = 0; i < 5; i++)
            _pair.Paris.Add(_pair.C);
        _pair.Exchange();
        _pair.Paris.Prune(_pair.Houston.Version).ShouldBe(0, "only additions, all of which name nodes");
        _pair.Paris.Import(late.Export(_pair.Paris.Version)).Refusals.ShouldHaveSingleItem().Reason.ShouldContain("pruned");
    }

    [Fact]
    public void A_replica_that_joins_begins_with_a_snapshot_and_edits_with_the_others()
    {
        _pair.Paris.Move(_pair.C, NodeId.Root);
        _pair.Paris.Remove(_pair.B);
        _pair.Paris.SetValue(_pair.A, "name", [1]);
        _pair.Exchange();
        _pair.Paris.Prune(_pair.Houston.Version).ShouldBe(0, "each is still needed");
        _pair.Paris.Move(_pair.C, _pair.A, SiblingPlace.First);
        ReplicatedTree joined = ReplicatedTree.Open(new ReplicaId(3), _pair.Paris.Snapshot()).Tree.ShouldNotBeNull();
        Pair.ShouldBeEqual(_pair.Paris, joined);
        _pair.Paris.CanServe(VersionVector.Empty).ShouldBeFalse();
        _pair.Paris.CanServe(_pair.Houston.Version).ShouldBeTrue();
        joined.Restore(_pair.B).IsDone.ShouldBeTrue();
        joined.Add(_pair.C);
        _pair.Houston.Import(_pair.Paris.Export(_pair.Houston.Version)).IsClean.ShouldBeTrue();
        _pair.Houston.Import(joined.Export(_pair.Houston.Version)).IsClean.ShouldBeTrue();
        _pair.Paris.Import(joined.Export(_pair.Paris.Version)).IsClean.ShouldBeTrue();
        Pair.ShouldBeEqual(_pair.Houston, joined);
        Pair.ShouldBeEqual(_pair.Paris, joined);
        joined.LostMoves().ShouldBeEmpty();
        _pair.Houston.LostMoves().ShouldBeEmpty();
    }

    [Fact]
    public void Undo_survives_pruning_as_far_as_its_history_does()
    {
        _pair.Paris.Move(_pair.C, NodeId.Root);
        _pair.Paris.Move(_pair.C, _pair.A);
        _pair.Exchange();
        _pair.Paris.Prune(_pair.Houston.Version).ShouldBe(1);
        _pair.Paris.Move(_pair.C, _pair.B);
        _pair.Paris.Undo().ShouldBe(EditRefusal.None);
        _pair.Paris.ParentOf(_pair.C).ShouldBe(_pair.A);
        _pair.Paris.Undo().ShouldBe(EditRefusal.NothingToDo);
    }

    [Fact]
    public void Replicas_that_prune_whenever_they_can_agree_with_one_that_never_does()
    {
        int forgotten = 0;
        for (uint seed = 1; seed <= 20; seed++)
            forgotten += EditAndPrune(new Mulberry32(seed));
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

    private static int EditAndPrune(Mulberry32 random)
    {
        ReplicatedTree[] replicas = [.. Enumerable.Range(1, 3).Select(id => new ReplicatedTree(new ReplicaId((ulong)id)))];
        var archive = new ReplicatedTree(new ReplicaId(100));
        StabilityTracker[] trackers = [.. replicas.Select(_ => new StabilityTracker())];
        foreach (StabilityTracker tracker in trackers)
        {
            foreach (ReplicatedTree replica in replicas)
                tracker.Join(replica.Replica);
        }
        int forgotten = 0;
        for (int i = 0; i < 400; i++)
        {
            int self = random.Below(3);
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
        foreach (ReplicatedTree tree in replicas.Concat(replicas))
        {
            foreach (ReplicatedTree other in replicas)
                tree.Import(other.Export(tree.Version)).IsClean.ShouldBeTrue();
            archive.Import(tree.Export(archive.Version)).IsClean.ShouldBeTrue();
        }
        foreach (ReplicatedTree tree in replicas)
        {
            Pair.ShouldBeEqual(archive, tree);
            Pair.ShouldBeEqual(archive, ReplicatedTree.Open(new ReplicaId(50), tree.Snapshot()).Tree.ShouldNotBeNull());
        }
        return forgotten;
    }
}
