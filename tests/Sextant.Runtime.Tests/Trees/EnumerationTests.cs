using Sextant.Bench.Trees.Campaigns;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Folding;

namespace Sextant.Runtime.Tests.Trees;

/// <summary>Small sizes of the campaign <c>sextant-bench enumerate</c>.</summary>
public sealed class EnumerationTests
{
    [Theory]
    [InlineData(TreePolicy.Lamport, 2, 2, 5)]
    [InlineData(TreePolicy.Lamport, 2, 3, 3)]
    [InlineData(TreePolicy.Lamport, 3, 3, 2)]
    [InlineData(TreePolicy.Seed, 2, 2, 5)]
    [InlineData(TreePolicy.Seed, 2, 3, 3)]
    [InlineData(TreePolicy.Seed, 3, 3, 2)]
    public void Every_small_history_folds_as_specified_in_every_order_of_delivery(TreePolicy policy, int replicas, int operations, int nodes)
    {
        foreach (FoldTuning tuning in (FoldTuning[])[FoldTuning.AlwaysSweep, FoldTuning.AlwaysPass])
        {
            var enumerator = new HistoryEnumerator(new FoldModel(policy, tuning), replicas, operations);
            for (int size = 1; size <= nodes; size++)
            {
                foreach (IReadOnlyList<int> shape in Shapes.Of(size))
                    enumerator.FindViolation(shape).ShouldBeNull();
            }
            enumerator.Histories.ShouldBeGreaterThan(1_000);
        }
    }

    [Fact]
    public void Histories_that_differ_in_the_names_of_nodes_are_checked_once_and_counted_all()
    {
        (long Star, long StarChecked) = Count([0, 0, 0]);
        (long Chain, long ChainChecked) = Count([0, 1, 2]);
        // One operation: each of three nodes goes under another or is removed, or a node is added in one of four places; two replicas.
        Star.ShouldBe(2 * ((3 * 2) + 3 + 4));
        StarChecked.ShouldBe(2 * (1 + 1 + 2));
        Chain.ShouldBe(2 * (0 + 1 + 2 + 1 + 4));
        ChainChecked.ShouldBe(Chain);

        static (long Histories, long Checked) Count(int[] shape)
        {
            var enumerator = new HistoryEnumerator(new FoldModel(TreePolicy.Lamport, FoldTuning.AlwaysPass), replicas: 2, operations: 1);
            enumerator.FindViolation(shape).ShouldBeNull();
            return (enumerator.Histories, enumerator.Checked);
        }
    }

    [Fact]
    public void Moves_made_to_hurt_fold_as_specified()
        => new AdversarialMix(seed: 77).FindViolation(200_000).ShouldBeNull();

    [Fact]
    public void The_same_enumeration_catches_the_published_algorithm_in_a_cycle()
    {
        var enumerator = new HistoryEnumerator(new MaramModel(2), replicas: 2, operations: 3, onlyMoves: true);
        (History History, string Violation)? caught = enumerator.FindViolation([0, 1, 2, 2, 3]);
        caught.ShouldNotBeNull();
        caught.Value.Violation.ShouldStartWith("a cycle");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 9)]
    [InlineData(5, 20)]
    public void There_are_as_many_shapes_as_unlabelled_rooted_trees(int nodes, int shapes)
        => Shapes.Of(nodes).Count.ShouldBe(shapes);
}
