using Sextant.Exploration.Search;

namespace Sextant.Exploration.AtomicObjects;

/// <summary>
/// The same as <see cref="Kernel"/> up to names: of all states that differ in which replica is which, one stands for all, the
/// one whose bytes are least. The rules and what is asked treat all replicas alike (those who call, and those who only vote), so
/// it has the same verdicts at the same depths, and as many states as there are orbits.
/// </summary>
public sealed class SymmetricKernel : SymmetricModel
{
    /// <summary>With more there are too many names to try in each state.</summary>
    public const int MaxNodes = 5;

    private const int CallerAt = 3;
    private const int VotersAt = 4;

    private readonly Kernel _kernel;
    private readonly int _nodes;
    private readonly Renaming[] _renamings;

    public SymmetricKernel(KernelBounds bounds)
        : this(new Kernel(bounds), bounds.Nodes, RenamingsOf(bounds))
    {
    }

    private SymmetricKernel(Kernel kernel, int nodes, Renaming[] renamings)
        : base(kernel, renamings.Length) => (_kernel, _nodes, _renamings) = (kernel, nodes, renamings);

    /// <summary>What happens on a path, with each replica under one name from its beginning to its end.</summary>
    public IReadOnlyList<KernelAction> Unfold(EquatableArray<PathStep> path)
    {
        var actions = new List<KernelAction>();
        byte[] at = [.. path[0].State];
        foreach (PathStep step in path.Skip(1))
        {
            (int action, byte[] next) = Behind(at, step.State.Items.AsSpan());
            actions.Add(_kernel.ActionsOf(at)[action]);
            at = next;
        }

        return actions;
    }

    private protected override void Rename(ReadOnlySpan<byte> state, int renaming, Span<byte> to) => Rename(state, _renamings[renaming], to);

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

    private static Renaming[] RenamingsOf(KernelBounds bounds) => bounds.Nodes > MaxNodes
        ? throw new ArgumentOutOfRangeException(nameof(bounds))
        : [.. Orders([], bounds).Select(o => new Renaming(o)).Where(r => !r.IsIdentity)];

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
}
