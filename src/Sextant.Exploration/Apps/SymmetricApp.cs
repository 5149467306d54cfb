using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;

namespace Sextant.Exploration.Apps;

/// <summary>
/// The same as <see cref="AppModel"/> up to which client is which, of those that run the same program: of all states that differ only in
/// that, one stands for all, the one whose bytes are least. What clients do and what is asked treats them alike where nothing reads the number of a node, so that
/// it has the same verdicts at the same depths.
/// </summary>
public sealed class SymmetricApp : IModel, ISuccessors
{
    /// <summary>With more there are too many names to try in each state.</summary>
    private const int MaxAlike = 5;

    private readonly AppModel _app;
    private readonly int _objects;
    private readonly int _clients;
    private readonly int[][] _renamings;
    private readonly (int Start, int Length)[] _parts;
    private byte[] _least = [];
    private byte[] _tried = [];
    private ISuccessors _found = Nowhere.Instance;

    /// <summary>Stands for the names that all clients have already.</summary>
    internal const int SameNames = -1;

    /// <param name="app">One of which <see cref="WhyNot"/> has nothing to say.</param>
    public SymmetricApp(AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        _app = app;
        _objects = app.Machine.Objects.Count;
        _clients = app.Machine.Clients.Count;
        _parts = new (int, int)[_objects + _clients];
        Client[] declared = [.. app.Machine.Clients.Select(c => c.Declaration)];
        _renamings = [.. Orders([], declared).Where(o => o.Where((n, i) => n != i).Any())];
    }

    /// <summary>Why clients of the app differ although they run the same program, in words; null where they do not.</summary>
    public static string? WhyNot(DistributedApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        IEnumerable<AppClient[]> alike = new AppMachine(app).Clients.GroupBy(c => c.Declaration, ReferenceEqualityComparer.Instance).Select(g => g.ToArray());
        if (alike.Max(g => g.Length) is var most && most is < 2 or > MaxAlike)
            return most < 2 ? "no two clients run the same program" : FormattableString.Invariant($"more than {MaxAlike} clients run the same program");
        if (AppQuestions.HasHistories(app))
            return "histories tell clients apart";
        foreach (AtomicObject obj in app.ObjectTypes)
        {
            if (obj.Methods.FirstOrDefault(m => Reads(m, obj.Caller)) is { } method)
                return $"`{method.Name}` of `{obj.Name}` reads which node calls it";
        }

        if (app.Procs.Concat(app.Clients.Select(c => c.Body)).FirstOrDefault(r => Reads(r, app.Node)) is { } routine)
            return $"`{routine.Name}` reads on which node it runs";
        return app.Properties.FirstOrDefault(p => Reads(p.Condition, app.Node) || Reads(p.Condition, app.ClientFields)) is { } property
            ? $"`{property.Name ?? "a property"}` names nodes" : null;
    }

    public EquatableArray<Property> Properties => _app.Properties;

    public bool Holds(int property, ReadOnlySpan<byte> state) => _app.Holds(property, state);

    public void Begin(ISuccessors found)
    {
        _found = found;
        _app.Begin(this);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        _found = found;
        _app.Expand(state, this);
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state) => _found.Add(Representative(state));

    /// <summary>The state that stands for this one; it is good until the next is asked for.</summary>
    public ReadOnlySpan<byte> Representative(ReadOnlySpan<byte> state) => Representative(state, out _);

    /// <param name="renaming">By what names this one becomes it: a number for <see cref="NameAfter"/>.</param>
    internal ReadOnlySpan<byte> Representative(ReadOnlySpan<byte> state, out int renaming)
    {
        renaming = SameNames;
        if (_least.Length < state.Length)
            (_least, _tried) = (new byte[state.Length * 2], new byte[state.Length * 2]);
        state.CopyTo(_least);
        FindParts(state);
        Span<byte> tried = _tried.AsSpan(0, state.Length);
        for (int other = 0; other < _renamings.Length; other++)
        {
            Rename(state, _renamings[other], tried);
            if (tried.SequenceCompareTo(_least.AsSpan(0, state.Length)) >= 0)
                continue;
            tried.CopyTo(_least);
            renaming = other;
        }

        return _least.AsSpan(0, state.Length);
    }

    /// <summary>What a client is called after a renaming.</summary>
    internal int NameAfter(int renaming, int client) => renaming == SameNames ? client : _renamings[renaming][client];

    /// <summary>The states that this one stands for, itself among them.</summary>
    internal IEnumerable<byte[]> Orbit(byte[] state)
    {
        var orbit = new List<byte[]> { state };
        FindParts(state);
        foreach (int[] renaming in _renamings)
        {
            byte[] other = new byte[state.Length];
            Rename(state, renaming, other);
            orbit.Add(other);
        }

        return orbit.DistinctBy(Convert.ToHexString, StringComparer.Ordinal);
    }

    /// <summary>The path as one of the app itself, on which each client has one name from its beginning to its end.</summary>
    public EquatableArray<PathStep> Unfold(EquatableArray<PathStep> path)
    {
        var steps = new List<PathStep>();
        foreach (PathStep step in path)
        {
            var given = new Given();
            if (steps.Count == 0)
                _app.Begin(given);
            else
                _app.Expand(steps[^1].State.Items.AsSpan(), given);
            int action = given.States.FindIndex(s => Representative(s).SequenceEqual(step.State.Items.AsSpan()));
            steps.Add(new PathStep(action, given.States[action].ToEquatable()));
        }

        return steps.ToEquatable();
    }

    private static bool Reads(Routine routine, VariableSymbol node) => ProgramWalk.All(routine.Body).SelectMany(ProgramWalk.Expressions).Any(e => Reads(e, node));

    private static bool Reads(Expr expression, VariableSymbol variable) => ExprWalk.All(expression).Any(e => e is Expr.Reference { Symbol: var symbol } && symbol == variable);

    private void FindParts(ReadOnlySpan<byte> state)
    {
        int start = AppHeader.Bytes;
        for (int part = 0; part < _parts.Length; part++)
        {
            int length = AppParts.ReadLength(state[start..], out int prefix) + prefix;
            _parts[part] = (start, length);
            start += length;
        }
    }

    /// <param name="names">By the old name of a client the new one.</param>
    private void Rename(ReadOnlySpan<byte> state, int[] names, Span<byte> to)
    {
        state.CopyTo(to);
        AppHeader header = AppHeader.Read(state);
        int crashed = 0;
        for (int client = 0; client < _clients; client++)
            crashed |= (header.IsCrashed >> client & 1) << names[client];
        (header with { IsCrashed = crashed }).Write(to);
        for (int obj = 0; obj < _objects; obj++)
            RenameTree(state, names, _parts[obj].Start, to);
        int at = _objects == _parts.Length ? state.Length : _parts[_objects].Start;
        for (int name = 0; name < _clients; name++)
        {
            (int start, int length) = _parts[_objects + Array.IndexOf(names, name)];
            state.Slice(start, length).CopyTo(to[at..]);
            at += length;
        }
    }

    /// <summary>Of an object only its tree knows which client is which.</summary>
    private static void RenameTree(ReadOnlySpan<byte> state, int[] names, int start, Span<byte> to)
    {
        AppParts.ReadLength(state[start..], out int prefix);
        int tree = start + prefix;
        tree += CanonicalBytes.LengthOf(state[tree..], values: 1);
        LiveTree.Rename(state[tree..], names, to[tree..]);
    }

    /// <summary>All ways to name the clients that give those of one program names of such.</summary>
    private static IEnumerable<int[]> Orders(int[] begun, Client[] declared) => begun.Length == declared.Length
        ? [begun]
        : Enumerable.Range(0, declared.Length).Where(n => !begun.Contains(n) && ReferenceEquals(declared[n], declared[begun.Length])).SelectMany(n => Orders([.. begun, n], declared));

    private sealed class Given : ISuccessors
    {
        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state) => States.Add(state.ToArray());
    }
}
