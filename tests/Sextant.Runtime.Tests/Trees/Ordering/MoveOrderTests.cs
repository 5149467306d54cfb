using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Ordering;

namespace Sextant.Runtime.Tests.Trees.Ordering;

/// <summary>Keys leave gaps. Whoever aims at one gap again and again uses it up, and all keys are given anew.</summary>
public sealed class MoveOrderTests
{
    private const int Many = 400;

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void Operations_that_always_go_before_all_others_use_up_the_keys_and_fold_alike(TreePolicy policy)
    {
        List<Change> changes = [.. Enumerable.Range(1, Many).Select(replica => Additions(new ReplicaId((ulong)replica)))
            .OrderByDescending(change => policy == TreePolicy.Lamport ? change.Replica.Value : SeedOrder.WorsenessOf(change.IdOf(0), false))];
        Pair.ShouldBeEqual(TreeOf(changes, policy), TreeOf(changes.AsEnumerable().Reverse(), policy));
    }

    [Theory]
    [InlineData(TreePolicy.Lamport)]
    [InlineData(TreePolicy.Seed)]
    public void Keys_given_anew_order_as_the_old_ones_did(TreePolicy policy)
    {
        MoveOrder order = MoveOrder.Of(policy);
        var keys = new List<(OperationId Id, ulong Key)>();
        int generation = 0;
        List<OperationId> ids = [.. Enumerable.Range(1, Many).Select(replica => new OperationId(new ReplicaId((ulong)replica), 0))
            .OrderByDescending(id => policy == TreePolicy.Lamport ? id.Replica.Value : SeedOrder.WorsenessOf(id, false))];
        foreach (OperationId id in ids)
        {
            ulong key = order.Place(new OrderedOperation(keys.Count, id, 1, IsDownMove: false, LatestPast: -1));
            if (order.Generation != generation)
                keys = [.. keys.Select((known, index) => (known.Id, order.Rekey(index, known.Key)))];
            generation = order.Generation;
            keys.Add((id, key));
            keys.Select(known => known.Key).ShouldBe(keys.Select(known => known.Key).OrderDescending());
        }
        generation.ShouldBeGreaterThan(2);
        keys.ShouldAllBe(known => known.Key > 0);
        keys.Select(known => known.Key).Distinct().Count().ShouldBe(Many);
    }

    private static ReplicatedTree TreeOf(IEnumerable<Change> changes, TreePolicy policy)
    {
        var tree = new ReplicatedTree(new ReplicaId(ulong.MaxValue), policy);
        foreach (Change change in changes)
            tree.Import([change]).IsClean.ShouldBeTrue();
        return tree;
    }

    private static Change Additions(ReplicaId replica) => new(replica, 0, 1, [],
    [
        new TreeOperation(TreeOperationKind.Add, new NodeId(replica, 0), NodeId.Root),
        new TreeOperation(TreeOperationKind.Add, new NodeId(replica, 1), new NodeId(replica, 0)),
        new TreeOperation(TreeOperationKind.SetValue, NodeId.Root, NodeId.Root, null, "last", [(byte)replica.Value]),
    ]);
}
