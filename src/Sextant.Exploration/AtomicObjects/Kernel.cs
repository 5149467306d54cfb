using System.Numerics;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.AtomicObjects;

/// <summary>
/// The rules of atomic objects at the level of replicas: pull, invoke and push with their votes and times, failed ones
/// included (Honoré's dissertation, chapter 3; the theory of *Much ADO about Failures*). One method; which one was called
/// makes no difference to the rules.
/// </summary>
public sealed class Kernel : IModel
{
    private readonly KernelBounds _bounds;
    private readonly byte[] _scratch;

    /// <summary>Of each replica the sets of voters that it may ask, itself among them.</summary>
    private readonly int[][] _electorates;

    private List<KernelAction>? _log;

    public Kernel(KernelBounds bounds)
    {
        _bounds = bounds;
        _scratch = new byte[bounds.Nodes + ((bounds.MaxCaches + 1) * CacheTree.CacheBytes)];
        _electorates = [.. Enumerable.Range(0, bounds.Nodes).Select(n => Enumerable.Range(1, (1 << bounds.Nodes) - 1).Where(q => (q >> n & 1) == 1).ToArray())];
    }

    public EquatableArray<Property> Properties => KernelSafety.Properties;

    public bool Holds(int property, ReadOnlySpan<byte> state) => KernelSafety.Holds(property, new CacheTree(state, _bounds.Nodes));

    public void Begin(ISuccessors found)
    {
        Span<byte> root = _scratch.AsSpan(0, _bounds.Nodes + CacheTree.CacheBytes);
        root.Clear();
        new Cache(0, 1, 0, 0, (byte)((1 << _bounds.Nodes) - 1)).Write(root[_bounds.Nodes..]);
        found.Add(root);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        var tree = new CacheTree(state, _bounds.Nodes);
        Span<int> active = stackalloc int[_bounds.Nodes];
        for (int node = 0; node < _bounds.Nodes; node++)
            active[node] = tree.Active(node);
        for (int node = 0; node < _bounds.Callers; node++)
        {
            Pull(node, state, tree, active, found);
            if (tree.Count < _bounds.MaxCaches)
            {
                Invoke(node, state, tree, active[node], found);
                Push(node, state, tree, found);
            }
        }
    }

    /// <summary>What happens in a state, in the order in which <see cref="Expand"/> gives the states after it.</summary>
    public IReadOnlyList<KernelAction> ActionsOf(ReadOnlySpan<byte> state)
    {
        _log = [];
        Expand(state, Nowhere.Instance);
        (List<KernelAction> actions, _log) = (_log, null);
        return actions;
    }

    private void Pull(int node, ReadOnlySpan<byte> state, CacheTree tree, ReadOnlySpan<int> active, ISuccessors found)
    {
        foreach (int voters in _electorates[node])
        {
            int promised = 0;
            int greatest = 0;
            for (int rest = voters; rest != 0; rest &= rest - 1)
            {
                int voter = BitOperations.TrailingZeroCount(rest);
                promised = Math.Max(promised, tree.Promised(voter));
                greatest = Math.Max(greatest, active[voter]);
            }

            bool isElected = BitOperations.PopCount((uint)voters) >= _bounds.PullQuorum;
            if (isElected && tree.Count >= _bounds.MaxCaches)
                continue;
            for (int time = promised + 1; time <= _bounds.MaxTime; time++)
            {
                Span<byte> next = isElected
                    ? Insert(state, tree, new Cache((byte)time, 0, (byte)greatest, (byte)node, (byte)voters))
                    : Copy(state);
                Found(next, new KernelAction(KernelActionKind.Pull, node, voters, time, 0, isElected), found);
            }
        }
    }

    private void Invoke(int node, ReadOnlySpan<byte> state, CacheTree tree, int active, ISuccessors found)
    {
        Cache tip = tree[active];
        if (active == 0 || tip.Caller != node || tip.Time != tree.Promised(node))
            return;
        var call = new Cache(tip.Time, (byte)((tip.Version + 1) << 1), (byte)active, (byte)node, 0);
        Found(Insert(state, tree, call), new KernelAction(KernelActionKind.Invoke, node, 0, call.Time, call.Version, Succeeds: true), found);
    }

    private void Push(int node, ReadOnlySpan<byte> state, CacheTree tree, ISuccessors found)
    {
        int time = tree.Promised(node);
        int lastCommit = tree[tree.LastCommit(node)].Place;
        for (int index = tree.Count - 1; index > 0 && tree[index].Place > lastCommit; index--)
        {
            Cache call = tree[index];
            if (!call.IsCall || call.Caller != node || call.Time != time)
                continue;
            foreach (int voters in _electorates[node])
            {
                if (!Accept(voters, time, tree))
                    continue;
                bool isCommitted = BitOperations.PopCount((uint)voters) >= _bounds.PushQuorum;
                Span<byte> next = isCommitted
                    ? Insert(state, tree, new Cache(call.Time, (byte)(call.Rank | 1), (byte)index, (byte)node, (byte)voters))
                    : Copy(state);
                Found(next, new KernelAction(KernelActionKind.Push, node, voters, time, call.Version, isCommitted), found);
            }
        }
    }

    private static bool Accept(int voters, int time, CacheTree tree)
    {
        for (int rest = voters; rest != 0; rest &= rest - 1)
        {
            if (tree.Promised(BitOperations.TrailingZeroCount(rest)) > time)
                return false;
        }

        return true;
    }

    /// <summary>The voters promise the time of what they voted for.</summary>
    private void Found(Span<byte> next, KernelAction action, ISuccessors found)
    {
        for (int rest = action.Voters; rest != 0; rest &= rest - 1)
            next[BitOperations.TrailingZeroCount(rest)] = (byte)action.Time;
        _log?.Add(action);
        found.Add(next);
    }

    private Span<byte> Copy(ReadOnlySpan<byte> state)
    {
        state.CopyTo(_scratch);
        return _scratch.AsSpan(0, state.Length);
    }

    /// <summary>
    /// The state with one more cache at its place. A commit comes between a call and the call's children; anything else is
    /// a new leaf.
    /// </summary>
    private Span<byte> Insert(ReadOnlySpan<byte> state, CacheTree tree, Cache added)
    {
        int place = tree.Count;
        while (tree[place - 1].Place > added.Place)
            place--;
        int at = _bounds.Nodes + (place * CacheTree.CacheBytes);
        state[..at].CopyTo(_scratch);
        added.Write(_scratch.AsSpan(at));
        state[at..].CopyTo(_scratch.AsSpan(at + CacheTree.CacheBytes));
        for (int index = place; index < tree.Count; index++)
        {
            ref byte parent = ref _scratch[_bounds.Nodes + ((index + 1) * CacheTree.CacheBytes) + 2];
            if (added.IsCommit && parent == added.Parent)
                parent = (byte)place;
            else if (parent >= place)
                parent++;
        }

        return _scratch.AsSpan(0, state.Length + CacheTree.CacheBytes);
    }
}
