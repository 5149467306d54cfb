using Sextant.Exploration.Search;

namespace Sextant.Exploration.AtomicObjects;

/// <summary>
/// The same object as <see cref="Kernel"/>, as its clients can observe it. Operations that fail without effect lead
/// nowhere new and are left out; what failed pulls do to others is there without the pulls. <see cref="KernelBounds.MaxTime"/> bounds successful elections and
/// <see cref="KernelBounds.MaxCaches"/> what is ever added, so that both levels go equally far.
/// </summary>
public sealed class ClientKernel(KernelBounds bounds) : IModel
{
    private const int CountersBytes = 2;

    private readonly LiveTree _tree = new(bounds.Callers);
    private readonly byte[] _scratch = new byte[1024];

    /// <summary>Commits lie on one path by construction; what is asked here is that somebody can commit at all.</summary>
    public EquatableArray<Property> Properties => [];

    public bool Holds(int property, ReadOnlySpan<byte> state) => throw new InvalidOperationException("the client level has no properties of its own");

    public void Begin(ISuccessors found)
    {
        _tree.Clear();
        Found(elections: 0, caches: 1, found);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        int elections = state[0];
        int caches = state[1];
        ReadOnlySpan<byte> shape = state[CountersBytes..];
        for (int node = 0; node < bounds.Callers; node++)
        {
            _tree.Read(shape);
            bool canAdd = caches < bounds.MaxCaches;
            foreach (int source in (int[])[.. canAdd && elections < bounds.MaxTime ? _tree.Electable(node) : []])
            {
                _tree.Read(shape);
                _tree.Elect(node, source);
                Found(elections + 1, caches + 1, found);
            }

            _tree.Read(shape);
            if (canAdd && _tree[node].CanInvoke)
            {
                _tree.Invoke(node, content: 0);
                Found(elections, caches + 1, found);
            }

            _tree.Read(shape);
            foreach (int call in (int[])[.. canAdd ? _tree.Committable(node) : []])
            {
                _tree.Read(shape);
                _tree.Commit(call);
                Found(elections, caches + 1, found);
            }

            _tree.Read(shape);
            if (_tree[node].CanInvoke)
            {
                _tree.Silence(node);
                Found(elections, caches, found);
            }
        }
    }

    private void Found(int elections, int caches, ISuccessors found)
    {
        _scratch[0] = (byte)elections;
        _scratch[1] = (byte)caches;
        found.Add(_scratch.AsSpan(0, CountersBytes + _tree.Write(_scratch.AsSpan(CountersBytes))));
    }
}
