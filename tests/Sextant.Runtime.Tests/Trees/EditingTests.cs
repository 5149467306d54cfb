using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Editing;

namespace Sextant.Runtime.Tests.Trees;

public sealed class EditingTests
{
    private readonly ReplicatedTree _tree = new(new ReplicaId(7));

    [Fact]
    public void Edits_that_make_no_sense_are_refused_with_a_reason()
    {
        NodeId a = _tree.Add(NodeId.Root).Node;
        NodeId b = _tree.Add(a).Node;
        NodeId other = _tree.Add(NodeId.Root).Node;
        var unknown = new NodeId(new ReplicaId(9), 0);
        _tree.Move(a, b).Refusal.ShouldBe(EditRefusal.Cycle);
        _tree.Move(a, a).Refusal.ShouldBe(EditRefusal.Cycle);
        _tree.Move(NodeId.Root, a).Refusal.ShouldBe(EditRefusal.BuiltInNode);
        _tree.Remove(NodeId.Root).Refusal.ShouldBe(EditRefusal.BuiltInNode);
        _tree.Move(NodeId.Trash, a).Refusal.ShouldBe(EditRefusal.NotLive);
        _tree.Move(unknown, a).Refusal.ShouldBe(EditRefusal.UnknownNode);
        _tree.Move(a, unknown).Refusal.ShouldBe(EditRefusal.UnknownNode);
        _tree.Add(unknown).Refusal.ShouldBe(EditRefusal.UnknownNode);
        _tree.Add(NodeId.Trash).Refusal.ShouldBe(EditRefusal.NotLive);
        _tree.Move(b, NodeId.Root, SiblingPlace.Before(b)).Refusal.ShouldBe(EditRefusal.NotASibling);
        _tree.Restore(b).Refusal.ShouldBe(EditRefusal.NotRemoved);
        _tree.SetValue(b, "name", new byte[TreeLimits.Default.ValueBytesMax + 1]).Refusal.ShouldBe(EditRefusal.TooLarge);
        _tree.Undo().ShouldBe(EditRefusal.None);
        _tree.Contains(other).ShouldBeFalse();
        _tree.OperationCount.ShouldBe(4);
    }

    [Fact]
    public void Siblings_keep_the_order_in_which_they_were_placed()
    {
        NodeId[] nodes = [.. Enumerable.Range(0, 4).Select(_ => _tree.Add(NodeId.Root).Node)];
        _tree.ChildrenOf(NodeId.Root).ShouldBe(nodes);
        _tree.Move(nodes[3], NodeId.Root, SiblingPlace.First).IsDone.ShouldBeTrue();
        _tree.Move(nodes[0], NodeId.Root, SiblingPlace.After(nodes[1])).IsDone.ShouldBeTrue();
        NodeId added = _tree.Add(NodeId.Root, SiblingPlace.At(2)).Node;
        _tree.ChildrenOf(NodeId.Root).ShouldBe([nodes[3], nodes[1], added, nodes[0], nodes[2]]);
        _tree.Move(nodes[1], NodeId.Root).IsDone.ShouldBeTrue();
        _tree.ChildrenOf(NodeId.Root).ShouldBe([nodes[3], added, nodes[0], nodes[2], nodes[1]]);
    }

    [Fact]
    public void A_thousand_insertions_at_one_place_keep_their_order()
    {
        NodeId last = _tree.Add(NodeId.Root).Node;
        var expected = new List<NodeId> { last };
        for (int i = 0; i < 1000; i++)
        {
            NodeId added = _tree.Add(NodeId.Root, SiblingPlace.Before(last)).Node;
            expected.Insert(expected.Count - 1, added);
        }
        _tree.ChildrenOf(NodeId.Root).ShouldBe(expected);
        for (int i = 0; i < 500; i++)
            expected.Insert(0, _tree.Add(NodeId.Root, SiblingPlace.First).Node);
        _tree.ChildrenOf(NodeId.Root).ShouldBe(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Runs_of_insertions_make_places_longer_by_a_byte_in_a_hundred(bool isForward)
    {
        NodeId beside = _tree.Add(NodeId.Root).Node;
        _tree.Add(NodeId.Root);
        for (int i = 0; i < 1_000; i++)
        {
            NodeId added = _tree.Add(NodeId.Root, isForward ? SiblingPlace.After(beside) : SiblingPlace.Before(beside)).Node;
            beside = added;
        }
        _tree.ExportChanges().SelectMany(change => change.Operations).Max(operation => operation.Position?.Length ?? 0).ShouldBeLessThan(32);
    }

    [Fact]
    public void A_place_that_would_take_too_many_bytes_is_refused_here_and_not_elsewhere()
    {
        var tree = new ReplicatedTree(new ReplicaId(7), limits: new TreeLimits { PositionBytesMax = 4 });
        NodeId first = tree.Add(NodeId.Root).Node;
        tree.Add(NodeId.Root);
        tree.Add(NodeId.Root, SiblingPlace.After(first)).Refusal.ShouldBe(EditRefusal.TooLarge);
        tree.OperationCount.ShouldBe(2);
    }

    [Fact]
    public void A_removed_part_comes_back_whole_and_where_it_was()
    {
        NodeId a = _tree.Add(NodeId.Root).Node;
        NodeId b = _tree.Add(a).Node;
        NodeId c = _tree.Add(NodeId.Root).Node;
        _tree.Remove(a).IsDone.ShouldBeTrue();
        _tree.Contains(b).ShouldBeFalse();
        _tree.ParentOf(b).ShouldBeNull();
        _tree.Nodes().ShouldBe([NodeId.Root, c]);
        _tree.Move(b, c).Refusal.ShouldBe(EditRefusal.NotLive);
        _tree.Restore(b).Refusal.ShouldBe(EditRefusal.NotRemoved);
        _tree.Restore(a).IsDone.ShouldBeTrue();
        _tree.ChildrenOf(NodeId.Root).ShouldBe([a, c]);
        _tree.ParentOf(b).ShouldBe(a);
    }

    [Fact]
    public void Undo_and_redo_walk_through_the_states_and_keep_identities()
    {
        var states = new List<string> { Pair.Outline(_tree) };
        void Did(TreeEdit edit)
        {
            edit.IsDone.ShouldBeTrue();
            states.Add(Pair.Outline(_tree));
        }
        TreeEdit added = _tree.Add(NodeId.Root);
        Did(added);
        NodeId a = added.Node;
        TreeEdit second = _tree.Add(NodeId.Root);
        Did(second);
        Did(_tree.Add(second.Node));
        Did(_tree.SetValue(a, "name", [1]));
        Did(_tree.SetValue(a, "name", [2]));
        Did(_tree.Move(a, second.Node, SiblingPlace.First));
        Did(_tree.Remove(second.Node));
        Did(_tree.Restore(second.Node));
        for (int i = states.Count - 2; i >= 0; i--)
        {
            _tree.Undo().ShouldBe(EditRefusal.None);
            Pair.Outline(_tree).ShouldBe(states[i]);
        }
        _tree.Undo().ShouldBe(EditRefusal.NothingToDo);
        for (int i = 1; i < states.Count; i++)
        {
            _tree.Redo().ShouldBe(EditRefusal.None);
            Pair.Outline(_tree).ShouldBe(states[i]);
        }
        _tree.CanRedo.ShouldBeFalse();
        _tree.Undo();
        _tree.Add(NodeId.Root);
        _tree.CanRedo.ShouldBeFalse();
    }

    [Fact]
    public void Edits_made_together_are_taken_back_together()
    {
        NodeId a = _tree.Add(NodeId.Root).Node;
        string before = Pair.Outline(_tree);
        _tree.Together(() =>
        {
            NodeId b = _tree.Add(a).Node;
            _tree.Together(() => _tree.SetValue(b, "name", [1]));
            _tree.Add(b);
        });
        string after = Pair.Outline(_tree);
        _tree.Undo().ShouldBe(EditRefusal.None);
        Pair.Outline(_tree).ShouldBe(before);
        _tree.Redo().ShouldBe(EditRefusal.None);
        Pair.Outline(_tree).ShouldBe(after);
    }

    [Fact]
    public void Undo_takes_back_own_edits_only_and_says_what_others_made_impossible()
    {
        var pair = new Pair();
        pair.Paris.Move(pair.C, pair.A).IsDone.ShouldBeTrue();
        pair.Exchange();
        pair.Houston.Move(pair.B, pair.C).IsDone.ShouldBeTrue();
        pair.Exchange();
        pair.Paris.Undo().ShouldBe(EditRefusal.Cycle);
        pair.Paris.ParentOf(pair.B).ShouldBe(pair.C);
        pair.Exchange();
    }

    [Fact]
    public void Values_can_be_given_replaced_and_taken_away()
    {
        NodeId a = _tree.Add(NodeId.Root).Node;
        _tree.SetValue(a, "b", [2]);
        _tree.SetValue(a, "a", [1]);
        _tree.SetValue(a, "b", [3]);
        _tree.ValueOf(a, "b").ShouldBe([3]);
        _tree.ValuesOf(a).Select(value => value.Key).ShouldBe(["a", "b"]);
        _tree.SetValue(a, "a", null);
        _tree.ValueOf(a, "a").ShouldBeNull();
        _tree.ValuesOf(a).Select(value => value.Key).ShouldBe(["b"]);
        _tree.ValueOf(NodeId.Root, "a").ShouldBeNull();
    }

    [Fact]
    public void Every_version_can_be_looked_at_again()
    {
        var past = new List<(VersionVector Version, string Outline)>();
        var pair = new Pair();
        for (int i = 0; i < 6; i++)
        {
            pair.Paris.Add(pair.A, SiblingPlace.First);
            pair.Houston.Move(i % 2 == 0 ? pair.C : pair.B, i % 2 == 0 ? pair.A : NodeId.Root);
            pair.Houston.SetValue(pair.B, "round", [(byte)i]);
            past.Add((pair.Houston.Version, Pair.Outline(pair.Houston)));
            pair.Exchange();
            past.Add((pair.Paris.Version, Pair.Outline(pair.Paris)));
        }
        foreach ((VersionVector version, string outline) in past)
            Pair.Outline(pair.Paris.At(version).ShouldNotBeNull()).ShouldBe(outline);
        pair.Paris.At(VersionVector.Empty.With(new ReplicaId(2), 1)).ShouldBeNull("its past is missing");
        pair.Paris.At(VersionVector.Empty.With(new ReplicaId(1), 100)).ShouldBeNull("it is not here");
    }
}
