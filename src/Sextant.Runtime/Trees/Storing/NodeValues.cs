namespace Sextant.Runtime.Trees.Storing;

/// <summary>For each node and key the operation that comes last in the total order.</summary>
internal sealed class NodeValues
{
    private readonly Dictionary<int, SortedList<string, int>> _winners = [];

    public void Offer(OperationStore store, int operation)
    {
        ref readonly StoredOperation offered = ref store[operation];
        if (!_winners.TryGetValue(offered.Node, out SortedList<string, int>? ofNode))
            _winners.Add(offered.Node, ofNode = new SortedList<string, int>(StringComparer.Ordinal));
        string key = offered.Payload!.Key!;
        if (!ofNode.TryGetValue(key, out int winner) || store[winner].Key < offered.Key)
            ofNode[key] = operation;
    }

    /// <summary>The operation that decides the value, or <see cref="OperationStore.None"/> when there never was one.</summary>
    public int WinnerOf(int node, string key)
        => _winners.TryGetValue(node, out SortedList<string, int>? ofNode) && ofNode.TryGetValue(key, out int winner)
            ? winner
            : OperationStore.None;

    /// <summary>The deciding operations of a node in the ordinal order of their keys, those that took a value away included.</summary>
    public IEnumerable<int> WinnersOf(int node)
        => _winners.TryGetValue(node, out SortedList<string, int>? ofNode) ? ofNode.Values : [];
}
