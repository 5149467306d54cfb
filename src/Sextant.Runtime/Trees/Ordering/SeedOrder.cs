using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Ordering;

/// <summary>
/// The second seed's tie-break as an order that extends causality: whenever several operations have all of their past behind
/// them, the best comes first. A down-move is worse than anything else; among equals a priority mixed from the id decides, so
/// that it need not be sent and cannot be forged.
/// <para>
/// A new operation is in nobody's past, so it delays no other: the others keep their order, and it goes, after the last of its
/// own past, before the first that is worse. Keys are labels with room between them, spread anew when room runs out.
/// </para>
/// </summary>
internal sealed class SeedOrder : MoveOrder
{
    private const int None = -1;

    /// <summary>Leaves room for appending and, between any two, for many insertions.</summary>
    private const ulong Stride = 1UL << 32;

    /// <summary>
    /// How far behind the one before it a label goes where there is room. Operations come in runs, each after the last, so less than
    /// the middle leaves room for thousands more.
    /// </summary>
    private const ulong Step = 1UL << 20;

    private readonly List<Element> _elements = [];
    private int _first = None;

    /// <summary>The last that is left of pruned history. All that is placed has that history in its past, or has been found to come after it.</summary>
    private int _lastKept = None;

    private readonly record struct Element(OperationId Id, ulong Worseness, ulong Label, int After);

    public override ulong Place(in OrderedOperation operation)
    {
        var placed = new Element(operation.Id, WorsenessOf(operation.Id, operation.IsDownMove), 0, None);
        int before = operation.LatestPast;
        if (_lastKept != None && (before == None || _elements[before].Label < _elements[_lastKept].Label))
            before = _lastKept;
        int after = Successor(before);
        while (after != None && IsWorse(placed, _elements[after]))
        {
            before = after;
            after = Successor(before);
        }
        return Insert(before, after, placed);
    }

    public override ulong Keep(in OrderedOperation operation)
    {
        ulong key = Insert(_lastKept, None, new Element(operation.Id, 0, 0, None));
        _lastKept = operation.Index;
        return key;
    }

    public override ulong Rekey(int index, ulong previous) => _elements[index].Label;

    /// <summary>The class in the highest bit, then the priority: greater is worse.</summary>
    internal static ulong WorsenessOf(OperationId id, bool isDownMove)
    {
        ulong mixed = Mix(id.Replica.Value ^ Mix((ulong)id.Sequence + 0x9E3779B97F4A7C15));
        return (mixed >> 1) | (isDownMove ? 1UL << 63 : 0);
    }

    /// <summary>The finalizer of SplitMix64: each bit of the input turns about half of the output.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static bool IsWorse(in Element element, in Element than) => element.Worseness != than.Worseness
        ? element.Worseness > than.Worseness
        : element.Id.CompareTo(than.Id) > 0;

    private int Successor(int index) => index == None ? _first : _elements[index].After;

    private ulong Insert(int before, int after, in Element placed)
    {
        int index = _elements.Count;
        ulong low = before == None ? 0 : _elements[before].Label;
        ulong high = after == None ? Math.Min(low, ulong.MaxValue - (2 * Stride)) + (2 * Stride) : _elements[after].Label;
        _elements.Add(placed with { Label = low + Math.Min((high - low) / 2, after == None ? Stride : Step), After = after });
        if (before == None)
            _first = index;
        else
            _elements[before] = _elements[before] with { After = index };
        if (high - low < 2)
            SpreadLabels();
        return _elements[index].Label;
    }

    private void SpreadLabels()
    {
        ulong step = Math.Min(Stride, ulong.MaxValue / ((ulong)_elements.Count + 2));
        ulong label = step;
        for (int at = _first; at != None; at = _elements[at].After, label += step)
            _elements[at] = _elements[at] with { Label = label };
        Generation++;
    }
}
