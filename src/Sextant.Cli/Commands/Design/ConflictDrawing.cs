using System.Globalization;
using System.Text;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;
using Sextant.Reporting.Html;
using static Sextant.Reporting.Html.HtmlText;

namespace Sextant.Cli.Commands.Design;

/// <summary>
/// The conflicts that hang together, as a graph: operations around a circle, a line for each conflict with its number, in the colour of the lock that keeps
/// it apart.
/// </summary>
internal sealed class ConflictDrawing
{
    /// <summary>How many colours there are for locks; more than these share them, and are told apart by the table of locks.</summary>
    public const int Colours = 8;

    private const double DiscRadius = 10;
    private const double Loop = 20;
    private const double Pad = 14;
    private const double LetterPx = 7.6;

    private readonly ConflictGraph _part;
    private readonly Func<ConflictPair, int> _numberOf;
    private readonly EquatableArray<PlannedLock> _locks;
    private readonly double _radius;
    private readonly List<(double X, double Y)> _discs = [];

    /// <summary>What is drawn lies between these; the circle is around zero.</summary>
    private (double Left, double Top, double Right, double Bottom) _extent;

    /// <param name="numberOf">What each conflict is called in the list of conflicts.</param>
    /// <param name="locks">Those of the plan.</param>
    public ConflictDrawing(ConflictGraph part, Func<ConflictPair, int> numberOf, EquatableArray<PlannedLock> locks)
    {
        _part = part;
        _numberOf = numberOf;
        _locks = locks;
        _radius = part.Operations.Count == 1 ? 0 : Math.Max(80, 24 * part.Operations.Count);
    }

    public void Write(StringBuilder page)
    {
        var drawn = new StringBuilder();
        var discs = new StringBuilder();
        foreach (ConflictPair pair in _part.Pairs)
            WriteEdge(drawn, discs, pair);
        drawn.Append(discs);
        for (int o = 0; o < _part.Operations.Count; o++)
            WriteNode(drawn, o);
        (double width, double height) = (_extent.Right - _extent.Left + (2 * Pad), _extent.Bottom - _extent.Top + (2 * Pad));
        page.Append($"<svg role=\"img\" aria-label=\"Operations that conflict\" width=\"{Px(width)}\" height=\"{Px(height)}\" viewBox=\"{Px(_extent.Left - Pad)} {Px(_extent.Top - Pad)} {Px(width)} {Px(height)}\">\n{drawn}</svg>\n");
    }

    private void Cover(double left, double top, double right, double bottom) =>
        _extent = (Math.Min(_extent.Left, left), Math.Min(_extent.Top, top), Math.Max(_extent.Right, right), Math.Max(_extent.Bottom, bottom));

    private double AngleOf(int operation) => (_part.Operations.Count == 2 ? Math.PI : -Math.PI / 2) + (2 * Math.PI * operation / _part.Operations.Count);

    private (double X, double Y) At(int operation, double beyond = 0) =>
        ((_radius + beyond) * Math.Cos(AngleOf(operation)), (_radius + beyond) * Math.Sin(AngleOf(operation)));

    private void WriteEdge(StringBuilder page, StringBuilder discs, ConflictPair pair)
    {
        int theLock = Enumerable.Range(0, _locks.Count).First(l => _locks[l].Pairs.Contains(pair));
        string stroke = $"stroke=\"var(--c{theLock % Colours})\" stroke-width=\"2\" fill=\"none\"";
        int first = _part.IndexOf(pair.A);
        (double x, double y) = At(first);
        if (pair.IsSelf)
        {
            (double cx, double cy) = At(first, Loop);
            page.Append($"<circle cx=\"{Px(cx)}\" cy=\"{Px(cy)}\" r=\"{Px(Loop)}\" {stroke}/>\n");
            Cover(cx - Loop, cy - Loop, cx + Loop, cy + Loop);
            WriteDisc(discs, pair, At(first, 2 * Loop), theLock);
            return;
        }

        (double x2, double y2) = At(_part.IndexOf(pair.B));
        page.Append($"<line x1=\"{Px(x)}\" y1=\"{Px(y)}\" x2=\"{Px(x2)}\" y2=\"{Px(y2)}\" {stroke}/>\n");
        double[] places = [0.5, 0.36, 0.64, 0.27, 0.73, 0.43, 0.57, 0.2, 0.8];
        (double X, double Y)[] candidates = [.. places.Select(t => (x + (t * (x2 - x)), y + (t * (y2 - y))))];
        WriteDisc(discs, pair, candidates.MaxBy(c => Math.Min(3 * DiscRadius, Clearance(c))), theLock);
    }

    /// <summary>How far a place is from the numbers that are there already.</summary>
    private double Clearance((double X, double Y) place) => _discs.Select(d => Math.Sqrt(((d.X - place.X) * (d.X - place.X)) + ((d.Y - place.Y) * (d.Y - place.Y)))).DefaultIfEmpty(double.MaxValue).Min();

    private void WriteDisc(StringBuilder discs, ConflictPair pair, (double X, double Y) place, int theLock)
    {
        _discs.Add(place);
        Cover(place.X - DiscRadius, place.Y - DiscRadius, place.X + DiscRadius, place.Y + DiscRadius);
        string number = _numberOf(pair).ToString(CultureInfo.InvariantCulture);
        discs.Append(CultureInfo.InvariantCulture, $"<g><title>{Safe(pair.ToString())}</title><circle class=\"disc\" cx=\"{Px(place.X)}\" cy=\"{Px(place.Y)}\" r=\"{Px(DiscRadius)}\" stroke=\"var(--c{theLock % Colours})\"/>");
        discs.Append($"<text class=\"small\" x=\"{Px(place.X)}\" y=\"{Px(place.Y + 4)}\" text-anchor=\"middle\">{number}</text></g>\n");
    }

    private void WriteNode(StringBuilder page, int operation)
    {
        string name = _part.Operations[operation];
        (double x, double y) = At(operation);
        page.Append($"<circle cx=\"{Px(x)}\" cy=\"{Px(y)}\" r=\"5\" fill=\"var(--ink)\"/>\n");
        bool hasLoop = _part.Pairs.Any(p => p.IsSelf && p.A == name);
        (double labelX, double labelY) = At(operation, (hasLoop ? (2 * Loop) + DiscRadius : 0) + Pad);
        double cos = Math.Cos(AngleOf(operation));
        string anchor = cos > 0.3 ? "start" : cos < -0.3 ? "end" : "middle";
        double width = name.Length * LetterPx;
        double left = labelX - (anchor == "start" ? 0 : anchor == "end" ? width : width / 2);
        Cover(left, labelY - 8, left + width, labelY + 8);
        page.Append($"<text x=\"{Px(labelX)}\" y=\"{Px(labelY + 4)}\" text-anchor=\"{anchor}\">{Safe(name)}</text>\n");
    }
}
