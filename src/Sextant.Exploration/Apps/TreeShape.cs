using Sextant.Exploration.AtomicObjects;

namespace Sextant.Exploration.Apps;

/// <summary>What becomes of a tree of calls.</summary>
/// <param name="Shape">The bytes of the tree afterwards.</param>
/// <param name="Calls">Which call of the tree before stands at each place; a new one has the number after the last.</param>
internal sealed record ShapeChange(byte[] Shape, int[] Calls);

/// <param name="Source">On whose branch it starts, or <see cref="LiveTree.Nobody"/>.</param>
/// <param name="Tip">The last call of that branch, or <see cref="LiveTree.Committed"/>.</param>
internal sealed record ShapePull(int Source, int Tip, ShapeChange Change);

/// <param name="Call">The last one that is committed.</param>
/// <param name="Before">Those that are committed before it, first to last.</param>
internal sealed record ShapePush(int Call, int[] Before, ShapeChange Change);

/// <summary>
/// One shape of a <see cref="LiveTree"/>, and what operations make of it. It knows nothing of what the calls do, so it is the
/// same for many states of an object, and finds out once what can happen.
/// </summary>
internal sealed class TreeShape
{
    private readonly LiveTree _tree;
    private readonly ShapePull[]?[] _pulls;
    private readonly ShapePush[]?[] _pushes;
    private readonly ShapeChange?[] _invocations;
    private readonly bool[] _canInvoke;
    private ShapeChange? _deposed;

    /// <param name="tree">Scratch.</param>
    public TreeShape(LiveTree tree, ReadOnlySpan<byte> bytes)
    {
        _tree = tree;
        Bytes = bytes.ToArray();
        tree.Read(bytes);
        _pulls = new ShapePull[]?[tree.Nodes];
        _pushes = new ShapePush[]?[tree.Nodes];
        _invocations = new ShapeChange?[tree.Nodes];
        _canInvoke = [.. Enumerable.Range(0, tree.Nodes).Select(n => tree[n].CanInvoke)];
        Tips = [.. Enumerable.Range(0, tree.Nodes).Select(n => tree[n].Tip)];
        Leader = tree.Leader;
        Calls = tree.Calls.Count;
    }

    /// <summary>How many calls it has.</summary>
    public int Calls { get; }

    /// <summary>As <see cref="LiveTree.Write"/> writes them.</summary>
    public byte[] Bytes { get; }

    /// <summary>Who leads, or <see cref="LiveTree.Nobody"/>.</summary>
    public int Leader { get; }

    /// <summary>Of each client the last call on its branch, or <see cref="LiveTree.Committed"/>.</summary>
    public int[] Tips { get; }

    public bool CanInvoke(int client) => _canInvoke[client];

    public ShapePull[] Pulls(int client) => _pulls[client] ??= [.. Read().Electable(client).ToArray().Select(source =>
    {
        LiveTree tree = Read();
        int tip = source == LiveTree.Nobody ? LiveTree.Committed : tree[source].Tip;
        tree.Elect(client, source);
        return new ShapePull(source, tip, Change());
    })];

    public ShapeChange Invocation(int client)
    {
        if (_invocations[client] is { } known)
            return known;
        LiveTree tree = Read();
        tree.Invoke(client, tree.Calls.Count);
        return _invocations[client] = Change();
    }

    public ShapePush[] Pushes(int client) => _pushes[client] ??= [.. Read().Committable(client).ToArray().Select(call =>
    {
        LiveTree tree = Read();
        int[] before = [.. tree.PathTo(call).SkipLast(1)];
        tree.Commit(call);
        return new ShapePush(call, before, Change());
    })];

    /// <summary>Who leads does so no longer.</summary>
    public ShapeChange Deposed()
    {
        if (_deposed is not null)
            return _deposed;
        Read().Silence(Leader);
        return _deposed = Change();
    }

    private LiveTree Read()
    {
        _tree.Read(Bytes);
        return _tree;
    }

    private ShapeChange Change() => new(_tree.Written(), [.. _tree.Calls.Select(c => c.Content)]);
}
