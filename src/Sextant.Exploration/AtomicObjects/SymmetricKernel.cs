using Sextant.Exploration.Search;

namespace Sextant.Exploration.AtomicObjects;

/// <summary>
/// The same as <see cref="Kernel"/> up to names: of all states that differ in which replica is which, one stands for all, the
/// one whose bytes are least. The rules and what is asked treat all replicas alike (those who call, and those who only vote), so
/// it has the same verdicts at the same depths, and as many states as there are orbits.
/// </summary>
public sealed class SymmetricKernel : IModel, ISuccessors
{
    /// <summary>With more there are too many names to try in each state.</summary>
    public const int MaxNodes = 5;

    private const int CallerAt = 3;
    private const int VotersAt = 4;

    private readonly Kernel _kernel;
    private readonly int _nodes;
    private readonly Renaming[] _renamings;
    private byte[] _least = [];
    private byte[] _tried = [];
    private ISuccessors _found = Nowhere.Instance;

    public SymmetricKernel(KernelBounds bounds)
    {
        if (bounds.Nodes > MaxNodes)
            throw new ArgumentOutOfRangeException(nameof(bounds));
        _kernel = new Kernel(bounds);
        _nodes = bounds.Nodes;
        _renamings = [.. Orders([], bounds).Select(o => new Renaming(o)).Where(r => !r.IsIdentity)];
    }

    public EquatableArray<Property> Properties => _kernel.Properties;

    public bool Holds(int property, ReadOnlySpan<byte> state) => _kernel.Holds(property, state);

    public void Begin(ISuccessors found)
    {
        _found = found;
        _kernel.Begin(this);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        _found = found;
        _kernel.Expand(state, this);
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state) => _found.Add(Representative(state));

    /// <summary>The state that stands for this one; it is good until the next is asked for.</summary>
    public ReadOnlySpan<byte> Representative(ReadOnlySpan<byte> state)
    {
        if (_least.Length < state.Length)
            (_least, _tried) = (new byte[state.Length * 2], new byte[state.Length * 2]);
        state.CopyTo(_least);
        Span<byte> tried = _tried.AsSpan(0, state.Length);
        foreach (Renaming renaming in _renamings)
        {
            Rename(state, renaming, tried);
            if (tried.SequenceCompareTo(_least.AsSpan(0, state.Length)) < 0)
                tried.CopyTo(_least);
        }

        return _least.AsSpan(0, state.Length);
    }

    /// <summary>The states that this one stands for, itself among them.</summary>
    internal IEnumerable<byte[]> Orbit(byte[] state)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { Convert.ToHexString(state) };
        yield return state;
        foreach (Renaming renaming in _renamings)
        {
            byte[] other = new byte[state.Length];
            Rename(state, renaming, other);
            if (seen.Add(Convert.ToHexString(other)))
                yield return other;
        }
    }

    /// <summary>What happens on a path, with each replica under one name from its beginning to its end.</summary>
    public IReadOnlyList<KernelAction> Unfold(EquatableArray<PathStep> path)
    {
        var actions = new List<KernelAction>();
        byte[] at = [.. path[0].State];
        foreach (PathStep step in path.Skip(1))
        {
            var given = new Given();
            _kernel.Expand(at, given);
            int action = given.States.FindIndex(s => Representative(s).SequenceEqual(step.State.Items.AsSpan()));
            actions.Add(_kernel.ActionsOf(at)[action]);
            at = given.States[action];
        }

        return actions;
    }

    private void Rename(ReadOnlySpan<byte> state, Renaming renaming, Span<byte> to)
    {
        state.CopyTo(to);
        for (int node = 0; node < _nodes; node++)
            to[renaming.Nodes[node]] = state[node];
        // The root is everybody's and nobody's.
        for (int cache = _nodes + CacheTree.CacheBytes; cache < state.Length; cache += CacheTree.CacheBytes)
        {
            to[cache + CallerAt] = (byte)renaming.Nodes[state[cache + CallerAt]];
            to[cache + VotersAt] = renaming.Voters[state[cache + VotersAt]];
        }
    }

    /// <summary>All ways to name the replicas that give callers the names of callers.</summary>
    private static IEnumerable<int[]> Orders(int[] begun, KernelBounds bounds) => begun.Length == bounds.Nodes
        ? [begun]
        : Enumerable.Range(0, bounds.Nodes).Where(n => !begun.Contains(n) && n < bounds.Callers == begun.Length < bounds.Callers).SelectMany(n => Orders([.. begun, n], bounds));

    /// <summary>Other names for the replicas.</summary>
    /// <param name="Nodes">By the old name the new one.</param>
    private sealed record Renaming(int[] Nodes)
    {
        /// <summary>The same for sets of replicas.</summary>
        public byte[] Voters { get; } = [.. Enumerable.Range(0, 1 << Nodes.Length).Select(set => (byte)Enumerable.Range(0, Nodes.Length).Sum(n => (set >> n & 1) << Nodes[n]))];

        public bool IsIdentity => Nodes.Select((n, i) => n == i).All(isSame => isSame);
    }

    private sealed class Given : ISuccessors
    {
        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state) => States.Add(state.ToArray());
    }
}
