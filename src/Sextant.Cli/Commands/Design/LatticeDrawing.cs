using System.Text;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using static Sextant.Reporting.Html.HtmlText;

namespace Sextant.Cli.Commands.Design;

/// <summary>
/// The granularities of the conflicts that hang together as a lattice: one lock a conflict at the top, a line for each fusion of two locks,
/// one lock for all at the bottom (the second seed, slides 36 to 43).
/// </summary>
internal sealed class LatticeDrawing
{
    private const int MaxPairs = 4;
    private const int MaxPlans = 5_000;
    private const double Gap = 18;
    private const double RowHeight = 92;
    private const double BoxHeight = 44;

    /// <summary>A way to distribute the pairs over locks, with the cheapest plan that does so.</summary>
    private sealed record Node(string[] Blocks, double LeastCost, bool IsChosen, double X, double Y);

    private readonly List<Node> _nodes = [];
    private readonly double _boxWidth;
    private readonly double _width;
    private readonly int _rows;

    private LatticeDrawing(ComponentResult part, Objective objective, Func<ConflictPair, int> numberOf)
    {
        EquatableArray<ConflictPair> pairs = part.Problem.Conflicts.Pairs;
        IPlanCost cost = objective.CostOf(part.Problem);
        string chosen = NameOf(BlocksOf(part.Best.Plan, numberOf));
        (string[] Blocks, double Cost)[] all =
        [
            .. new CoordinationLattice(pairs, part.Problem.SiteCount, objective.Mechanisms).Plans()
                .GroupBy(p => NameOf(BlocksOf(p, numberOf)), StringComparer.Ordinal).Select(g => (BlocksOf(g.First(), numberOf), g.Min(cost.Of))),
        ];
        _boxWidth = Math.Max(96, (all.Max(n => NameOf(n.Blocks).Length) * 7.6) + 20);
        (string[] Blocks, double Cost)[][] rows = [.. all.GroupBy(n => n.Blocks.Length).OrderByDescending(g => g.Key).Select(g => g.ToArray())];
        _rows = rows.Length;
        _width = rows.Max(r => r.Length) * (_boxWidth + Gap);
        for (int row = 0; row < rows.Length; row++)
        {
            double first = (_width - (rows[row].Length * (_boxWidth + Gap)) + Gap) / 2;
            _nodes.AddRange(rows[row].Select((n, i) => new Node(n.Blocks, n.Cost, NameOf(n.Blocks) == chosen, first + (i * (_boxWidth + Gap)), 4 + (row * RowHeight))));
        }
    }

    /// <summary>False where there are too many granularities to draw.</summary>
    public static bool TryWrite(StringBuilder page, ComponentResult part, Objective objective, Func<ConflictPair, int> numberOf)
    {
        EquatableArray<ConflictPair> pairs = part.Problem.Conflicts.Pairs;
        if (pairs.Count > MaxPairs || part.Configurations > MaxPlans)
            return false;
        new LatticeDrawing(part, objective, numberOf).Write(page);
        return true;
    }

    private void Write(StringBuilder page)
    {
        double height = (_rows * RowHeight) - RowHeight + BoxHeight + 8;
        page.Append($"<div class=\"wide\"><svg role=\"img\" aria-label=\"Which conflicts share a lock\" width=\"{Px(_width)}\" height=\"{Px(height)}\" viewBox=\"0 0 {Px(_width)} {Px(height)}\">\n");
        foreach (Node fine in _nodes)
        {
            foreach (Node coarse in _nodes.Where(n => IsFusion(fine.Blocks, n.Blocks)))
                page.Append($"<line class=\"axis\" x1=\"{Px(fine.X + (_boxWidth / 2))}\" y1=\"{Px(fine.Y + BoxHeight)}\" x2=\"{Px(coarse.X + (_boxWidth / 2))}\" y2=\"{Px(coarse.Y)}\"/>\n");
        }

        foreach (Node node in _nodes)
        {
            page.Append($"<rect class=\"box{(node.IsChosen ? " best" : "")}\" x=\"{Px(node.X)}\" y=\"{Px(node.Y)}\" width=\"{Px(_boxWidth)}\" height=\"{Px(BoxHeight)}\" rx=\"6\"/>");
            page.Append($"<text x=\"{Px(node.X + (_boxWidth / 2))}\" y=\"{Px(node.Y + 18)}\" text-anchor=\"middle\">{Safe(NameOf(node.Blocks))}</text>");
            page.Append($"<text class=\"small faint\" x=\"{Px(node.X + (_boxWidth / 2))}\" y=\"{Px(node.Y + 36)}\" text-anchor=\"middle\">from {Scale.Time(node.LeastCost)}</text>\n");
        }

        page.Append("</svg></div>\n");
    }

    /// <summary>The locks, each as the numbers of its conflicts.</summary>
    private static string[] BlocksOf(Plan plan, Func<ConflictPair, int> numberOf) =>
        [.. plan.Locks.Select(l => l.Pairs.Select(numberOf).Order().ToArray()).OrderBy(numbers => numbers[0]).Select(numbers => string.Join('+', numbers))];

    private static string NameOf(string[] blocks) => string.Join(" | ", blocks);

    private static bool IsFusion(string[] fine, string[] coarse) => fine.Length == coarse.Length + 1 && fine.Except(coarse, StringComparer.Ordinal).Count() == 2;
}
