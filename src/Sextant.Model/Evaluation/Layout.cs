using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;

namespace Sextant.Model.Evaluation;

/// <summary>
/// Which slot of a <see cref="Frame"/> holds the value of which symbol. Slots of variables that expressions bind are added
/// when these are compiled.
/// </summary>
public sealed class Layout
{
    private readonly Dictionary<Symbol, int> _slots = [];
    private readonly Dictionary<Symbol, int> _before = [];
    private readonly List<Symbol> _symbols = [];

    /// <summary>How many slots a frame needs.</summary>
    public int Count { get; private set; }

    /// <summary>The symbols in the order of their slots; those that only have a slot for the state before are left out.</summary>
    public IReadOnlyList<Symbol> Symbols => _symbols;

    /// <summary>Gives the symbol a slot, if it has none yet.</summary>
    public int Add(Symbol symbol)
    {
        if (!_slots.TryGetValue(symbol, out int slot))
        {
            _slots.Add(symbol, slot = Count++);
            _symbols.Add(symbol);
        }

        return slot;
    }

    /// <summary>Gives the value that <c>old</c> reads a slot of its own.</summary>
    public int AddBefore(VariableSymbol state)
    {
        if (!_before.TryGetValue(state, out int slot))
            _before.Add(state, slot = Count++);
        return slot;
    }

    public bool TryFind(Symbol symbol, out int slot) => _slots.TryGetValue(symbol, out slot);

    public bool TryFindBefore(Symbol symbol, out int slot) => _before.TryGetValue(symbol, out slot);

    public int this[Symbol symbol] => _slots[symbol];

    /// <summary>A slot that no symbol has.</summary>
    internal int AddNameless() => Count++;
}

/// <summary>The values that expressions read while they are evaluated. One frame serves one evaluation at a time.</summary>
public sealed class Frame
{
    internal Datum[] Slots;
    internal long Steps;

    public Frame(Layout layout) => Slots = new Datum[layout.Count];

    public Datum this[int slot]
    {
        get => Slots[slot];
        set => Slots[slot] = value;
    }

    /// <summary>Where the run takes one of several ways.</summary>
    internal Running.Choices? Choices { get; set; }

    /// <summary>Prepares for an expression that was compiled after the frame was made.</summary>
    internal void Fit(int slots)
    {
        if (Slots.Length < slots)
            Array.Resize(ref Slots, slots);
    }
}
