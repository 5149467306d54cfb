namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// What has changed since the changes were last taken: nodes with the parent that they had, and moves whose decision was
/// taken anew. Recording costs a little for each touched node and is off until somebody listens.
/// </summary>
internal sealed class FoldChanges
{
    private readonly Dictionary<int, int> _parentsBefore = [];
    private readonly HashSet<int> _flipped = [];

    public bool IsRecording { get; set; }

    /// <summary>Each touched node with its parent at the time the recording began.</summary>
    public IReadOnlyDictionary<int, int> ParentsBefore => _parentsBefore;

    /// <summary>Moves whose decision differs from the one at the time the recording began. A new move begins as not applied.</summary>
    public IReadOnlyCollection<int> FlippedMoves => _flipped;

    public void BeforeParent(int node, int parent)
    {
        if (IsRecording)
            _parentsBefore.TryAdd(node, parent);
    }

    public void Flipped(int move)
    {
        if (IsRecording && !_flipped.Add(move))
            _flipped.Remove(move);
    }

    public void Clear()
    {
        _parentsBefore.Clear();
        _flipped.Clear();
    }
}
