using Sextant.Bench.Trees;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;

namespace Sextant.Runtime.Tests.Trees;

/// <summary>Used as a state-based type, the state is an export, a delta is an export since a version, and import is the join.</summary>
public sealed class StateBasedTests
{
    [Fact]
    public void The_join_is_idempotent_commutative_and_associative()
    {
        for (uint seed = 1; seed <= 25; seed++)
        {
            byte[][] states = States(new Mulberry32(seed));
            byte[] left = Join(Join(states[0], states[1]), states[2]);
            byte[] right = Join(states[2], Join(states[1], states[0]));
            Pair.ShouldBeEqual(TreeOf(left), TreeOf(right));
            Pair.ShouldBeEqual(TreeOf(left), TreeOf(Join(left, left)));
            Pair.ShouldBeEqual(TreeOf(left), TreeOf(Join(states[1], left)));
        }
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void A_delta_since_a_version_joins_as_the_whole_state_does_and_is_smaller(TreePolicy policy)
    {
        for (uint seed = 1; seed <= 25; seed++)
        {
            var random = new Mulberry32(seed);
            var tree = new ReplicatedTree(new ReplicaId(1), policy);
            var byStates = new ReplicatedTree(new ReplicaId(2), policy);
            var byDeltas = new ReplicatedTree(new ReplicaId(3), policy);
            for (int i = 0; i < 60; i++)
            {
                MergingTests.EditRandomly(tree, random);
                if (random.Below(6) > 0)
                    continue;
                bool hasHeard = byDeltas.OperationCount > 0;
                byte[] delta = tree.Export(byDeltas.Version);
                byDeltas.Import(delta).Known.ShouldBe(0);
                byStates.Import(tree.Export()).IsClean.ShouldBeTrue();
                Pair.ShouldBeEqual(byStates, byDeltas);
                if (hasHeard)
                    delta.Length.ShouldBeLessThan(tree.Export().Length);
            }
        }
    }

    private static byte[][] States(Mulberry32 random)
    {
        ReplicatedTree[] trees = [.. Enumerable.Range(1, 3).Select(id => new ReplicatedTree(new ReplicaId((ulong)id)))];
        for (int i = 0; i < 80; i++)
        {
            ReplicatedTree tree = trees[random.Below(3)];
            MergingTests.EditRandomly(tree, random);
            if (random.Below(5) == 0)
                tree.Import(trees[random.Below(3)].Export());
        }
        return [.. trees.Select(tree => tree.Export())];
    }

    private static byte[] Join(byte[] one, byte[] other)
    {
        ReplicatedTree tree = TreeOf(one);
        tree.Import(other).IsClean.ShouldBeTrue();
        return tree.Export();
    }

    private static ReplicatedTree TreeOf(byte[] state)
    {
        var tree = new ReplicatedTree(new ReplicaId(99));
        tree.Import(state).IsClean.ShouldBeTrue();
        return tree;
    }
}
