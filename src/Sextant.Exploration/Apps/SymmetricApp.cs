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
public sealed class SymmetricApp : SymmetricModel
{
    /// <summary>With more there are too many names to try in each state.</summary>
    private const int MaxAlike = 5;

    private readonly int _objects;
    private readonly int _clients;
    private readonly int[][] _renamings;
    private readonly (int Start, int Length)[] _parts;

    /// <param name="app">One of which <see cref="WhyNot"/> has nothing to say.</param>
    public SymmetricApp(AppModel app)
        : this(app, RenamingsOf(app))
    {
    }

    private SymmetricApp(AppModel app, int[][] renamings)
        : base(app, renamings.Length)
    {
        _objects = app.Machine.Objects.Count;
        _clients = app.Machine.Clients.Count;
        _parts = new (int, int)[_objects + _clients];
        _renamings = renamings;
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

    /// <summary>What a client is called after a renaming.</summary>
    internal int NameAfter(int renaming, int client) => renaming == SameNames ? client : _renamings[renaming][client];

    /// <summary>The path as one of the app itself, on which each client has one name from its beginning to its end.</summary>
    public EquatableArray<PathStep> Unfold(EquatableArray<PathStep> path)
    {
        var steps = new List<PathStep>();
        foreach (PathStep step in path)
        {
            (int action, byte[] state) = Behind(steps.Count == 0 ? default : steps[^1].State.Items.AsSpan(), step.State.Items.AsSpan());
            steps.Add(new PathStep(action, state.ToEquatable()));
        }

        return steps.ToEquatable();
    }

    private static bool Reads(Routine routine, VariableSymbol node) => ProgramWalk.All(routine.Body).SelectMany(ProgramWalk.Expressions).Any(e => Reads(e, node));

    private static bool Reads(Expr expression, VariableSymbol variable) => ExprWalk.All(expression).Any(e => e is Expr.Reference { Symbol: var symbol } && symbol == variable);

    private protected override void LookInto(ReadOnlySpan<byte> state)
    {
        int start = AppHeader.Bytes;
        for (int part = 0; part < _parts.Length; part++)
        {
            int length = AppParts.ReadLength(state[start..], out int prefix) + prefix;
            _parts[part] = (start, length);
            start += length;
        }
    }

    private protected override void Rename(ReadOnlySpan<byte> state, int renaming, Span<byte> to) => Rename(state, _renamings[renaming], to);

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

    private static int[][] RenamingsOf(AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return [.. Orders([], [.. app.Machine.Clients.Select(c => c.Declaration)]).Where(o => o.Where((n, i) => n != i).Any())];
    }

    /// <summary>All ways to name the clients that give those of one program names of such.</summary>
    private static IEnumerable<int[]> Orders(int[] begun, Client[] declared) => begun.Length == declared.Length
        ? [begun]
        : Enumerable.Range(0, declared.Length).Where(n => !begun.Contains(n) && ReferenceEquals(declared[n], declared[begun.Length])).SelectMany(n => Orders([.. begun, n], declared));
}
