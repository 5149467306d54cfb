using System.Globalization;
using Sextant.Runtime.Trees.Folding;

namespace Sextant.Bench.Trees.Campaigns;

/// <summary>
/// Random moves made to hurt: nodes that are moved all the time, chains that are cut and joined, pairs that go under each other,
/// arrivals from the end to the beginning. Every so often the fold must agree with the naive one, decision by decision.
/// </summary>
internal sealed class AdversarialMix(uint seed)
{
    private const int MovesPerHistory = 250;

    private static readonly FoldTuning[] Tunings = 
        [FoldTuning.AlwaysSweep, FoldTuning.AlwaysPass, FoldTuning.Default, new(4, 1), new(1, 8), FoldTuning.AlwaysReplay];

    private readonly Mulberry32 _random = new(seed);

    /// <summary>Folds at least so many moves. What is wrong with the first bad history, or null.</summary>
    public string? FindViolation(long moves)
    {
        for (long done = 0, history = 0; done < moves; done += MovesPerHistory, history++)
        {
            if (Fold(Tunings[history % Tunings.Length], 3 + _random.Below(40)) is { } violation)
                return string.Create(CultureInfo.InvariantCulture, $"seed {seed}, history {history}: {violation}");
        }
        return null;
    }

    private string? Fold(FoldTuning tuning, int nodes)
    {
        var fold = new TreeFold(tuning);
        for (int i = 0; i < nodes; i++)
            fold.AddNode();
        var arrived = new List<NaiveFold.Move>();
        int style = _random.Below(5);
        int checks = 2 + _random.Below(4);
        foreach (ulong key in Arrivals())
        {
            (int node, int target) = Draw(style, nodes, (int)key);
            arrived.Add(new NaiveFold.Move(key, node, target));
            fold.Add(key, node, target);
            if (_random.Below(2) == 0)
                fold.Settle();
            if (_random.Below(MovesPerHistory) < checks && Difference(fold, arrived) is { } early)
                return early;
        }
        return Difference(fold, arrived);
    }

    private (int Node, int Target) Draw(int style, int nodes, int key)
    {
        int any = 1 + _random.Below(nodes - 1);
        return style switch
        {
            // A few hot nodes, everything else under them.
            0 => (1 + _random.Below(Math.Min(3, nodes - 1)), _random.Below(nodes)),
            // Chains: each node under a neighbour.
            1 => (any, Math.Clamp(any + _random.Below(3) - 1, 0, nodes - 1)),
            // Two nodes that go under each other, and out again.
            2 => (1 + (key % 2), _random.Below(3) == 0 ? 0 : 2 - (key % 2)),
            // Gathering: whole parts under one node, which itself wanders.
            3 => _random.Below(4) == 0 ? (1, _random.Below(nodes)) : (any, _random.Below(2)),
            _ => (any, _random.Below(nodes)),
        };
    }

    /// <summary>The keys in an order of arrival: shuffled, backwards, or two runs of which the second goes into the first.</summary>
    private IEnumerable<ulong> Arrivals()
    {
        ulong[] keys = [.. Enumerable.Range(1, MovesPerHistory).Select(key => (ulong)key)];
        int style = _random.Below(3);
        if (style == 0)
            return keys.Where(key => key % 2 == 0).Concat(keys.Where(key => key % 2 == 1));
        if (style == 1)
            return keys.Reverse();
        for (int i = keys.Length - 1; i > 0; i--)
        {
            int j = _random.Below(i + 1);
            (keys[i], keys[j]) = (keys[j], keys[i]);
        }
        return keys;
    }

    private static string? Difference(TreeFold fold, List<NaiveFold.Move> arrived)
    {
        (Dictionary<int, int> parents, HashSet<ulong> refused) = NaiveFold.Of(arrived);
        for (int node = 0; node < fold.NodeCount; node++)
        {
            if (fold.ParentOf(node) != parents.GetValueOrDefault(node, TreeFold.None))
                return $"node {node} has parent {fold.ParentOf(node)}";
        }
        for (int move = 0; move < fold.MoveCount; move++)
        {
            if (fold.IsApplied(move) == refused.Contains(fold.Moves.KeyOf(move)))
                return $"move {fold.Moves.KeyOf(move)} is decided wrongly";
        }
        return null;
    }
}
