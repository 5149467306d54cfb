using Sextant.Bench.Trees.Campaigns;
using Sextant.Runtime.Trees;

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
        var enumerator = new HistoryEnumerator(new FoldModel(policy), replicas, operations);
        for (int size = 1; size <= nodes; size++)
        {
            foreach (IReadOnlyList<int> shape in Shapes.Of(size))
                enumerator.FindViolation(shape).ShouldBeNull();
        }
        enumerator.Histories.ShouldBeGreaterThan(1_000);
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
