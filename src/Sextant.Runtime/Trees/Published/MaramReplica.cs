using System.Collections;

namespace Sextant.Runtime.Trees.Published;

/// <summary>
/// A replica of the published tree. Nodes are indices; 0 is the root. Additions and removals (tombstones, which keep the structure)
/// never conflict. It recomputes what is skipped whenever moves of others have come in.
/// </summary>
internal sealed class MaramReplica(int replicas, int self)
{
    private const int None = -1;

    private readonly List<MaramMove> _moves = [];
    private readonly int[] _seen = new int[replicas];
    private readonly List<int> _birthParents = [None];
    private readonly HashSet<int> _removed = [];
    private readonly List<int> _parents = [None];
    private HashSet<MaramMove> _skipped = new(ReferenceEqualityComparer.Instance);
    private bool _isStale;

    public int SkippedCount
    {
        get
        {
            Refresh();
            return _skipped.Count;
        }
    }

    public int NodeCount => _parents.Count;

    public int ParentOf(int node)
    {
        Refresh();
        return _parents[node];
    }

    public bool IsRemoved(int node) => _removed.Contains(node);

    public IReadOnlyCollection<MaramMove> Skipped
    {
        get
        {
            Refresh();
            return _skipped;
        }
    }

    public void Add(int replica, int node, int parent)
    {
        AddToBase(node, parent);
        _seen[replica]++;
    }

    /// <summary>Adds a node that all replicas begin with.</summary>
    public void AddToBase(int node, int parent)
    {
        while (_parents.Count <= node)
        {
            _parents.Add(None);
            _birthParents.Add(None);
        }
        _birthParents[node] = parent;
        _parents[node] = parent;
    }

    public void Remove(int replica, int node)
    {
        _removed.Add(node);
        _seen[replica]++;
    }

    /// <summary>Makes a move of this replica, to be sent to the others.</summary>
    public MaramMove Move(int node, int target, long time, double priority)
    {
        Refresh();
        var move = new MaramMove(
            self, _seen[self], time, [.. _seen], node, target, DepthOf(node) > DepthOf(target), priority,
            CriticalAncestors(node, target), Descendants(node));
        _moves.Add(move);
        _seen[self]++;
        if (_skipped.Any(past => MaramRules.IsEnabler(past, move)))
            _skipped.Add(move);
        else
            _parents[node] = target;
        return move;
    }

    public void Receive(MaramMove move)
    {
        _moves.Add(move);
        _seen[move.Replica]++;
        _isStale = true;
    }

    /// <summary>True when every node reaches the root.</summary>
    public bool IsAcyclic()
    {
        Refresh();
        return Enumerable.Range(0, NodeCount).All(node => AncestorsOf(node).Contains(0));
    }

    private void Refresh()
    {
        if (!_isStale)
            return;
        _isStale = false;
        _moves.Sort((one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : one.Replica.CompareTo(other.Replica));
        _skipped = MaramRules.Skipped(_moves);
        for (int node = 0; node < NodeCount; node++)
            _parents[node] = _birthParents[node];
        foreach (MaramMove move in _moves.Where(move => !_skipped.Contains(move)))
            _parents[move.Node] = move.Target;
    }

    /// <summary>The node and what is above it; ends where a cycle closes.</summary>
    private List<int> AncestorsOf(int node)
    {
        var path = new List<int>();
        var met = new HashSet<int>();
        for (int at = node; at != None && met.Add(at); at = _parents[at])
            path.Add(at);
        return path;
    }

    private int DepthOf(int node) => AncestorsOf(node).Count - 1;

    private List<int> CriticalAncestors(int node, int target)
    {
        HashSet<int> common = [.. AncestorsOf(node)];
        return [.. AncestorsOf(target).TakeWhile(ancestor => !common.Contains(ancestor))];
    }

    private BitArray Descendants(int node)
    {
        var verdicts = new sbyte[NodeCount];
        verdicts[node] = 1;
        var under = new BitArray(NodeCount);
        var path = new List<int>();
        for (int start = 0; start < NodeCount; start++)
        {
            int at = start;
            for (path.Clear(); at != None && verdicts[at] == 0; at = _parents[at])
            {
                verdicts[at] = -1;
                path.Add(at);
            }
            sbyte verdict = at == None ? (sbyte)-1 : verdicts[at];
            foreach (int passed in path)
                verdicts[passed] = verdict;
            under[start] = verdicts[start] == 1;
        }
        return under;
    }
}
