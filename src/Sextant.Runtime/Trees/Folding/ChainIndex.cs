namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// For each node its index in the chain that claimed it last. It is never cleared: an entry counts only if that chain has
/// the node where the entry says.
/// </summary>
internal sealed class ChainIndex
{
    private int[] _indices = [];

    public int this[int node]
    {
        get => _indices[node];
        set => _indices[node] = value;
    }

    public void EnsureNodes(int count)
    {
        if (_indices.Length < count)
            _indices = new int[Math.Max(count, _indices.Length * 2)];
    }
}
