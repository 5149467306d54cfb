namespace Sextant.Runtime.Trees.Folding;

/// <summary>A move: its place in the total order, the node that it moves, and where to.</summary>
internal record struct MoveRecord(ulong Key, int Node, int Target);

/// <summary>
/// The moves of a fold, indexed by the order of their arrival. Keys are unique, and a greater key folds later.
/// </summary>
internal sealed class MoveTable
{
    private MoveRecord[] _moves = new MoveRecord[16];
    private bool[] _applied = new bool[16];

    public int Count { get; private set; }

    public ref readonly MoveRecord this[int move] => ref _moves[move];

    /// <summary>All moves, for loops that read many.</summary>
    public ReadOnlySpan<MoveRecord> Records => _moves;

    /// <summary>Of each move whether it is applied.</summary>
    public ReadOnlySpan<bool> Applied => _applied;

    public int Add(ulong key, int node, int target)
    {
        if (Count == _moves.Length)
        {
            Array.Resize(ref _moves, Count * 2);
            Array.Resize(ref _applied, Count * 2);
        }
        _moves[Count] = new MoveRecord(key, node, target);
        return Count++;
    }

    public ulong KeyOf(int move) => _moves[move].Key;

    public int NodeOf(int move) => _moves[move].Node;

    public int TargetOf(int move) => _moves[move].Target;

    /// <summary>True when the fold applied the move, false when it would have closed a cycle.</summary>
    public bool IsApplied(int move) => _applied[move];

    public void Decide(int move, bool applied) => _applied[move] = applied;

    public void Rekey(int move, ulong key) => _moves[move].Key = key;
}
