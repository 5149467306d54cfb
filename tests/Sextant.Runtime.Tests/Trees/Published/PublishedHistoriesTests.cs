using Sextant.Bench.Trees.Campaigns;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Folding;
using Sextant.Runtime.Trees.Operations;
using Sextant.Runtime.Trees.Published;

namespace Sextant.Runtime.Tests.Trees.Published;

/// <summary>The histories that break the published algorithm: it makes a cycle of each, and ours does not.</summary>
public sealed class PublishedHistoriesTests
{
    private const int Paris = 0;
    private const int Houston = 1;

    /// <summary>root-a-b-c and root-a-d-e-f. Paris: e to root, then c to f. Houston: f to c. Ranks read in different states make all of them up-moves.</summary>
    private static readonly History UpAgainstUp = new([0, 1, 2, 1, 4, 5],
    [
        Move(Paris, 0, 7, [0, 0], node: 5, target: 0),
        Move(Houston, 0, 7, [0, 0], node: 6, target: 3),
        Move(Paris, 1, 8, [1, 0], node: 3, target: 6),
    ]);

    /// <summary>root-n-x and root-t-u-z. Paris: x to z, x to root, p under x, n to p. Houston: u to root.</summary>
    private static readonly History AnAddInBetween = new([0, 1, 0, 3, 4],
    [
        Move(Paris, 0, 6, [0, 0], node: 2, target: 5),
        Move(Houston, 0, 6, [0, 0], node: 4, target: 0),
        Move(Paris, 1, 7, [1, 0], node: 2, target: 0),
        new HistoryOperation(Paris, 2, 8, [2, 0], TreeOperationKind.Add, 6, 2),
        Move(Paris, 3, 9, [3, 0], node: 1, target: 6),
    ]);

    /// <summary>root-a-b-c-d and root-e-f. Paris: f to d. Houston: f to a, then e to f.</summary>
    private static readonly History ASkippedMoveStillSuppresses = new([0, 1, 2, 3, 0, 5],
    [
        Move(Paris, 0, 7, [0, 0], node: 6, target: 4),
        Move(Houston, 0, 7, [0, 0], node: 6, target: 1),
        Move(Houston, 1, 8, [0, 1], node: 5, target: 6),
    ]);

    public static TheoryData<string> Names => ["up against up", "an add in between", "a skipped move still suppresses", "the shortest found"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_published_algorithm_makes_a_cycle(string name)
        => Publish(HistoryOf(name), name is "a skipped move still suppresses" ? [0.75, 0.18, 0.85] : null).IsAcyclic().ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Names))]
    public void Ours_folds_it_to_a_tree_in_every_order_of_delivery(string name)
    {
        new FoldModel(TreePolicy.Lamport, FoldTuning.AlwaysSweep, FoldTuning.AlwaysPass).Violation(HistoryOf(name)).ShouldBeNull();
        new FoldModel(TreePolicy.Seed, FoldTuning.AlwaysSweep, FoldTuning.AlwaysPass).Violation(HistoryOf(name)).ShouldBeNull();
    }

    private static History HistoryOf(string name) => name switch
    {
        "up against up" => UpAgainstUp,
        "an add in between" => AnAddInBetween,
        "a skipped move still suppresses" => ASkippedMoveStillSuppresses,
        // Found by the enumeration: three up-moves over five nodes, none of which it skips.
        _ => new History([0, 1, 2, 2, 3],
        [
            Move(Paris, 0, 6, [0, 0], node: 3, target: 0),
            Move(Houston, 0, 6, [0, 0], node: 5, target: 4),
            Move(Paris, 1, 7, [1, 0], node: 4, target: 5),
        ]),
    };

    private static HistoryOperation Move(int replica, int sequence, int time, int[] seen, int node, int target)
        => new(replica, sequence, time, seen, TreeOperationKind.MoveUp, node, target);

    private static MaramReplica Publish(History history, double[]? priorities)
    {
        MaramReplica[] replicas = [.. Enumerable.Range(0, 2).Select(replica => new MaramReplica(2, replica))];
        foreach (MaramReplica replica in replicas)
        {
            for (int i = 0; i < history.Shape.Count; i++)
                replica.AddToBase(i + 1, history.Shape[i]);
        }
        var mail = new List<Action>();
        for (int i = 0; i < history.Operations.Count; i++)
        {
            HistoryOperation operation = history.Operations[i];
            MaramReplica other = replicas[1 - operation.Replica];
            if (operation.Kind == TreeOperationKind.Add)
            {
                replicas[operation.Replica].Add(operation.Replica, operation.Node, operation.Target);
                mail.Add(() => other.Add(operation.Replica, operation.Node, operation.Target));
                continue;
            }
            MaramMove move = replicas[operation.Replica].Move(operation.Node, operation.Target, operation.Time, priorities?[i] ?? 0.5);
            mail.Add(() => other.Receive(move));
        }
        mail.ForEach(deliver => deliver());
        Enumerable.Range(1, history.Shape.Count).ShouldAllBe(node => replicas[0].ParentOf(node) == replicas[1].ParentOf(node));
        return replicas[0];
    }
}
