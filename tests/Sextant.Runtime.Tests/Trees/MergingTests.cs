using Sextant.Bench.Trees;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Editing;
using Sextant.Runtime.Trees.Losing;
using Sextant.Runtime.Trees.Storing;

namespace Sextant.Runtime.Tests.Trees;

public sealed class MergingTests
{
    private readonly Pair _pair = new();

    [Fact]
    public void Of_two_moves_that_close_a_cycle_one_is_lost_and_says_to_whom()
    {
        NodeId x = _pair.Paris.Add(NodeId.Root).Node;
        _pair.Exchange();
        OperationId winner = _pair.Paris.Move(_pair.A, x).Operation;
        OperationId loser = _pair.Houston.Move(x, _pair.C).Operation;
        _pair.Exchange();
        LostMove lost = _pair.Houston.LostMoves().ShouldHaveSingleItem();
        lost.ShouldBe(new LostMove(loser, x, _pair.C, LossReason.Cycle, winner, lost.Path));
        lost.Path.ShouldBe([_pair.C, _pair.B, _pair.A]);
        _pair.Paris.WhyLost(winner).ShouldBeNull();
        _pair.Houston.Resubmit(lost).Refusal.ShouldBe(EditRefusal.Cycle);
        _pair.Houston.Move(_pair.A, NodeId.Root);
        _pair.Houston.Resubmit(lost).IsDone.ShouldBeTrue();
        _pair.Exchange();
        _pair.Paris.ParentOf(x).ShouldBe(_pair.C);
    }

    [Fact]
    public void Of_two_moves_of_one_node_the_superseded_one_is_lost()
    {
        OperationId loser = _pair.Paris.Move(_pair.C, _pair.A).Operation;
        OperationId winner = _pair.Houston.Move(_pair.C, NodeId.Root).Operation;
        _pair.Exchange();
        LostMove lost = _pair.Paris.LostMoves().ShouldHaveSingleItem();
        lost.Move.ShouldBe(loser);
        lost.Reason.ShouldBe(LossReason.Superseded);
        lost.Winner.ShouldBe(winner);
    }

    [Fact]
    public void What_is_added_under_a_node_that_is_removed_elsewhere_is_lost_until_that_is_restored()
    {
        OperationId removal = _pair.Paris.Remove(_pair.B).Operation;
        TreeEdit added = _pair.Houston.Add(_pair.C);
        _pair.Exchange();
        LostMove lost = _pair.Houston.WhyLost(added.Operation).ShouldNotBeNull();
        lost.Reason.ShouldBe(LossReason.TargetRemoved);
        lost.Winner.ShouldBe(removal);
        _pair.Houston.Contains(added.Node).ShouldBeFalse();
        _pair.Paris.Restore(_pair.B).IsDone.ShouldBeTrue();
        _pair.Exchange();
        _pair.Houston.ParentOf(added.Node).ShouldBe(_pair.C);
        _pair.Houston.LostMoves().ShouldBeEmpty();
    }

    [Fact]
    public void A_move_out_of_a_part_that_is_removed_elsewhere_keeps_its_node()
    {
        _pair.Paris.Remove(_pair.B);
        _pair.Houston.Move(_pair.C, NodeId.Root);
        _pair.Exchange();
        _pair.Paris.ParentOf(_pair.C).ShouldBe(NodeId.Root);
        _pair.Paris.Contains(_pair.B).ShouldBeFalse();
    }

    [Fact]
    public void A_move_that_was_knowingly_replaced_is_not_lost()
    {
        _pair.Paris.Move(_pair.C, _pair.A);
        _pair.Exchange();
        _pair.Houston.Move(_pair.C, NodeId.Root);
        _pair.Houston.Remove(_pair.B);
        _pair.Exchange();
        _pair.Paris.LostMoves().ShouldBeEmpty();
    }

    [Fact]
    public void An_import_raises_one_event_that_takes_the_tree_from_before_to_after()
    {
        NodeId x = _pair.Houston.Add(NodeId.Root).Node;
        _pair.Exchange();
        var events = new List<TreeChangedEventArgs>();
        _pair.Houston.Changed += (_, args) => events.Add(args);
        OperationId loser = _pair.Houston.Move(x, _pair.C).Operation;
        events.ShouldHaveSingleItem().IsLocal.ShouldBeTrue();
        events[0].Nodes.ShouldBe([new NodeChange(x, NodeId.Root, _pair.C)]);
        events.Clear();

        OperationId winner = _pair.Paris.Move(_pair.A, x).Operation;
        NodeId added = _pair.Paris.Add(_pair.A).Node;
        _pair.Paris.SetValue(added, "name", [1]);
        _pair.Houston.Import(_pair.Paris.Export());
        TreeChangedEventArgs change = events.ShouldHaveSingleItem();
        change.IsLocal.ShouldBeFalse();
        change.Nodes.ShouldBe([new NodeChange(_pair.A, NodeId.Root, x), new NodeChange(x, _pair.C, NodeId.Root), new NodeChange(added, null, _pair.A)], ignoreOrder: true);
        change.Values.ShouldBe([new ValueChange(added, "name")]);
        change.Lost.ShouldHaveSingleItem().Move.ShouldBe(loser);
        change.Lost[0].Winner.ShouldBe(winner);
        _pair.Houston.Import(_pair.Paris.Export());
        events.Count.ShouldBe(1, "nothing new came");
    }

    [Fact]
    public void A_refused_move_that_applies_after_all_is_announced_as_revived()
    {
        NodeId x = _pair.Paris.Add(NodeId.Root).Node;
        _pair.Exchange();
        var carol = new ReplicatedTree(new ReplicaId(3));
        carol.Import(_pair.Paris.Export());
        _pair.Paris.Add(NodeId.Root);
        _pair.Paris.Move(_pair.A, x);
        _pair.Houston.Add(NodeId.Root);
        OperationId refused = _pair.Houston.Move(x, _pair.C).Operation;
        _pair.Exchange();
        _pair.Houston.WhyLost(refused).ShouldNotBeNull();
        var events = new List<TreeChangedEventArgs>();
        _pair.Houston.Changed += (_, args) => events.Add(args);
        // Before both in the order: once c hangs from the root, x under c closes no cycle.
        carol.Move(_pair.C, NodeId.Root);
        _pair.Houston.Import(carol.Export());
        events.ShouldHaveSingleItem().Revived.ShouldBe([refused]);
        _pair.Houston.WhyLost(refused).ShouldBeNull();
        _pair.Houston.ParentOf(x).ShouldBe(_pair.C);
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void Replicas_that_edit_at_random_and_hear_from_each_other_at_random_converge(TreePolicy policy)
    {
        for (uint seed = 1; seed <= 60; seed++)
            Converge(new Mulberry32(seed), policy);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void What_an_origin_had_seen_is_the_same_whether_it_is_kept_or_searched(int numbersMax)
    {
        var random = new Mulberry32(11);
        ReplicatedTree[] replicas = [.. Enumerable.Range(1, 4).Select(id => new ReplicatedTree(new ReplicaId((ulong)id)))];
        for (int i = 0; i < 150; i++)
        {
            ReplicatedTree tree = replicas[random.Below(4)];
            if (random.Below(2) == 0)
                tree.Import(replicas[random.Below(4)].Export(tree.Version)).IsClean.ShouldBeTrue();
            else
                EditRandomly(tree, random);
        }
        foreach (ReplicatedTree replica in replicas)
            replicas[0].Import(replica.Export(replicas[0].Version)).IsClean.ShouldBeTrue();
        OperationStore store = replicas[0].State.Store;
        var kept = new CausalPast(store);
        var searched = new CausalPast(store, numbersMax);
        int concurrent = 0;
        for (int one = 0; one < store.Count; one++)
        {
            for (int other = 0; other < store.Count; other++)
            {
                searched.IsBefore(one, other).ShouldBe(kept.IsBefore(one, other));
                concurrent += kept.AreConcurrent(one, other) ? 1 : 0;
            }
        }
        concurrent.ShouldBeInRange(store.Count, store.Count * store.Count / 2);
    }

    private static void Converge(Mulberry32 random, TreePolicy policy)
    {
        ReplicatedTree[] replicas = [.. Enumerable.Range(1, 3).Select(id => new ReplicatedTree(new ReplicaId((ulong)id), policy))];
        for (int i = 0; i < 120; i++)
        {
            ReplicatedTree tree = replicas[random.Below(3)];
            if (random.Below(4) == 0)
                tree.Import(replicas[random.Below(3)].Export(random.Below(2) == 0 ? tree.Version : null)).IsClean.ShouldBeTrue();
            else
                EditRandomly(tree, random);
        }
        foreach (ReplicatedTree tree in replicas.Concat(replicas))
        {
            foreach (ReplicatedTree other in replicas)
                tree.Import(other.Export(tree.Version)).IsClean.ShouldBeTrue();
        }
        Pair.ShouldBeEqual(replicas[0], replicas[1]);
        Pair.ShouldBeEqual(replicas[1], replicas[2]);
        Pair.ShouldBeEqual(replicas[0], replicas[0].At(replicas[0].Version).ShouldNotBeNull());
        replicas[0].LostMoves().Select(lost => (lost.Move, lost.Reason, lost.Winner))
            .ShouldBe(replicas[1].LostMoves().Select(lost => (lost.Move, lost.Reason, lost.Winner)), ignoreOrder: true);
    }

    internal static void EditRandomly(ReplicatedTree tree, Mulberry32 random)
    {
        NodeId[] nodes = [.. tree.Nodes()];
        NodeId node = nodes[random.Below(nodes.Length)];
        NodeId other = nodes[random.Below(nodes.Length)];
        switch (random.Below(10))
        {
            case 0 or 1 or 2:
                tree.Add(node, random.Below(2) == 0 ? null : SiblingPlace.At(random.Below(3)));
                break;
            case 3:
                tree.Remove(node);
                break;
            case 4:
                tree.SetValue(node, "key", [(byte)random.Below(256)]);
                break;
            case 5:
                tree.Undo();
                break;
            case 6:
                tree.Redo();
                break;
            default:
                tree.Move(node, other, random.Below(2) == 0 ? null : SiblingPlace.At(random.Below(3)));
                break;
        }
    }
}
