using Sextant.Bench.Trees;
using Sextant.Runtime.Trees.Folding;

namespace Sextant.Runtime.Tests.Trees.Folding;

public sealed class TreeFoldTests
{
    public static TheoryData<string> Tunings => ["sweep", "pass", "replay", "default", "tight"];

    [Theory]
    [MemberData(nameof(Tunings))]
    public void Moves_in_any_order_of_arrival_fold_as_the_specification_says(string tuning)
    {
        for (uint seed = 1; seed <= 600; seed++)
            FoldRandomly(new Mulberry32(seed), TuningOf(tuning));
    }

    [Theory]
    [MemberData(nameof(Tunings))]
    public void Long_histories_over_few_nodes_fold_as_the_specification_says(string tuning)
    {
        for (uint seed = 1; seed <= 12; seed++)
            FoldRandomly(new Mulberry32(seed), TuningOf(tuning), nodes: 4 + (int)seed * 2, moves: 500, settleEvery: 9);
    }

    [Theory]
    [MemberData(nameof(Tunings))]
    public void A_history_spliced_move_by_move_into_another_over_many_nodes_folds_as_the_specification_says(string tuning)
    {
        const int Nodes = 200;
        const int Moves = 600;
        var random = new Mulberry32(7);
        var fold = new TreeFold(TuningOf(tuning));
        for (int i = 0; i < Nodes; i++)
            fold.AddNode();
        var arrived = new List<NaiveFold.Move>();
        for (int i = 0; i < 2 * Moves; i++)
        {
            int key = i < Moves ? 2 * (i + 1) : (2 * (i - Moves)) + 1;
            var move = new NaiveFold.Move((ulong)key, 1 + random.Below(Nodes - 1), random.Below(Nodes));
            arrived.Add(move);
            fold.Add(move.Key, move.Node, move.Target);
            fold.Settle();
            if (i % 50 == 0)
                ShouldAgree(fold, arrived);
        }
        ShouldAgree(fold, arrived);
    }

    private static FoldTuning TuningOf(string name) => name switch
    {
        "sweep" => FoldTuning.AlwaysSweep,
        "pass" => FoldTuning.AlwaysPass,
        "replay" => FoldTuning.AlwaysReplay,
        "tight" => new FoldTuning(1, 1),
        _ => FoldTuning.Default,
    };

    private static void FoldRandomly(Mulberry32 random, FoldTuning tuning)
        => FoldRandomly(random, tuning, nodes: 2 + random.Below(9), moves: 1 + random.Below(40), settleEvery: 1 + random.Below(4));

    private static void FoldRandomly(Mulberry32 random, FoldTuning tuning, int nodes, int moves, int settleEvery)
    {
        var fold = new TreeFold(tuning);
        for (int i = 0; i < nodes; i++)
            fold.AddNode();
        var arrived = new List<NaiveFold.Move>();
        foreach (int key in Shuffled(random, moves))
        {
            var move = new NaiveFold.Move((ulong)key + 1, 1 + random.Below(nodes - 1), random.Below(nodes));
            arrived.Add(move);
            fold.Add(move.Key, move.Node, move.Target);
            if (random.Below(settleEvery) == 0)
                ShouldAgree(fold, arrived);
        }
        ShouldAgree(fold, arrived);
    }

    private static void ShouldAgree(TreeFold fold, List<NaiveFold.Move> arrived)
    {
        (Dictionary<int, int> parents, HashSet<ulong> refused) = NaiveFold.Of(arrived);
        for (int node = 0; node < fold.NodeCount; node++)
            fold.ParentOf(node).ShouldBe(parents.GetValueOrDefault(node, TreeFold.None));
        for (int move = 0; move < fold.MoveCount; move++)
            fold.IsApplied(move).ShouldBe(!refused.Contains(fold.Moves.KeyOf(move)));
    }

    private static int[] Shuffled(Mulberry32 random, int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
        return items;
    }
}
