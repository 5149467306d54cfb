namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// What has changed since the changes were last taken: nodes with the move that had placed them, and moves whose decision was
/// taken anew. Recording costs a little for each touched node and is off until somebody listens.
/// </summary>
internal sealed class FoldChanges
{
    private readonly Dictionary<int, int> _placementsBefore = [];
    private readonly HashSet<int> _flipped = [];

    public bool IsRecording { get; set; }

    /// <summary>Each touched node with the move that had placed it when the recording began, or <see cref="TreeFold.None"/>.</summary>
    public IReadOnlyDictionary<int, int> PlacementsBefore => _placementsBefore;

    /// <summary>Moves whose decision differs from the one at the time the recording began. A new move begins as not applied.</summary>
    public IReadOnlyCollection<int> FlippedMoves => _flipped;

    public void BeforePlacement(int node, int placement)
    {
        if (IsRecording)
            _placementsBefore.TryAdd(node, placement);
    }

    public void Flipped(int move)
    {
        if (IsRecording && !_flipped.Add(move))
            _flipped.Remove(move);
    }

    public void Clear()
    {
        _placementsBefore.Clear();
        _flipped.Clear();
    }
}
