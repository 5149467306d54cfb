using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>
/// Whether every client can always still finish. Where whatever can succeed again and again does succeed at last, a run stays
/// for ever in a strongly connected component without a way out; so a client fails to finish in some fair run exactly where
/// a state can be reached from which none can in which it is done. Where the call bound leaves a call out, what follows is
/// beyond the bounds, and no client is said to be stuck.
/// </summary>
/// <param name="maxStates">Beyond that many states there is no answer.</param>
/// <param name="symmetric">
/// Where it is given, one state stands for all that differ only in which client is which. Each step then knows which client becomes which
/// (Emerson and Sistla, Utilizing symmetry when model-checking under fairness assumptions, TOPLAS 1997), so that the question is asked of each client all the same.
/// </param>
internal sealed class Progress(AppModel model, int maxStates, SymmetricApp? symmetric = null) : ISuccessors
{
    private readonly int _clients = model.Machine.Clients.Count;
    private readonly Dictionary<Fingerprint, int> _numbers = [];
    private readonly List<byte[]?> _waiting = [];
    private readonly List<(int Parent, int Action)> _origins = [];
    private readonly List<Edge> _edges = [];
    private readonly List<int> _finished = [];
    private readonly List<bool> _isCut = [];
    private int _from = -1;
    private int _action;

    /// <summary>A step between two states that are kept.</summary>
    /// <param name="Renaming">By which what the step leads to becomes the state that is kept of it.</param>
    private readonly record struct Edge(int From, int To, int Renaming);

    public ProgressAnswer Ask(CancellationToken cancellation)
    {
        model.Begin(this);
        if (!Explore(cancellation))
            return new ProgressAnswer.TooManyStates(maxStates);
        int[] before = EdgesByTarget(out int[] starts);
        bool[] can = CanFinish(before, starts, cutCounts: true);
        if (Array.IndexOf(can, false) is >= 0 and var stuck)
            return StuckIn(stuck / _clients, stuck % _clients);
        bool isOpen = _isCut.Contains(true) && Array.IndexOf(CanFinish(before, starts, cutCounts: false), false) >= 0;
        return isOpen ? new ProgressAnswer.CallsLeftOut() : new ProgressAnswer.AllFinish();
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state)
    {
        int renaming = SymmetricApp.SameNames;
        if (symmetric is not null)
            state = symmetric.Representative(state, out renaming);
        Fingerprint fingerprint = Fingerprint.Of(state);
        if (!_numbers.TryGetValue(fingerprint, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(fingerprint, number);
            _waiting.Add(state.ToArray());
            _origins.Add((_from, _action));
        }

        if (_from >= 0 && (_from != number || renaming != SymmetricApp.SameNames))
            _edges.Add(new Edge(_from, number, renaming));
        _action++;
    }

    /// <summary>Whether there is a client that can never finish once the app is in this state; null where that are too many states to see.</summary>
    public bool? IsStuckIn(ReadOnlySpan<byte> state, CancellationToken cancellation)
    {
        ((ISuccessors)this).Add(state);
        if (!Explore(cancellation))
            return null;
        int[] before = EdgesByTarget(out int[] starts);
        return CanFinish(before, starts, cutCounts: true).AsSpan(0, _clients).Contains(false);
    }

    private bool Explore(CancellationToken cancellation)
    {
        for (int number = 0; number < _waiting.Count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_waiting.Count > maxStates)
                return false;
            byte[] state = _waiting[number]!;
            _waiting[number] = null;
            (_from, _action, model.MetCallBound) = (number, 0, false);
            model.Expand(state, this);
            _isCut.Add(model.MetCallBound);
            _finished.Add(model.FinishedIn(state));
        }

        return true;
    }

    /// <summary>The steps, those to one state side by side.</summary>
    /// <param name="starts">Where those to each state begin, and one more for the end.</param>
    private int[] EdgesByTarget(out int[] starts)
    {
        starts = new int[_finished.Count + 1];
        foreach (Edge edge in _edges)
            starts[edge.To + 1]++;
        for (int state = 0; state < _finished.Count; state++)
            starts[state + 1] += starts[state];
        int[] next = [.. starts];
        int[] edges = new int[_edges.Count];
        for (int edge = 0; edge < edges.Length; edge++)
            edges[next[_edges[edge].To]++] = edge;
        return edges;
    }

    /// <summary>For each state, and in it each client, whether some way leads to where that client is done.</summary>
    /// <param name="cutCounts">Whether a state in which a call was left out counts as one in which the client is done.</param>
    private bool[] CanFinish(int[] before, int[] starts, bool cutCounts)
    {
        bool[] can = new bool[_finished.Count * _clients];
        var waiting = new Stack<int>();
        for (int at = 0; at < can.Length; at++)
        {
            can[at] = (_finished[at / _clients] >> (at % _clients) & 1) == 1 || (cutCounts && _isCut[at / _clients]);
            if (can[at])
                waiting.Push(at);
        }

        while (waiting.TryPop(out int at))
        {
            for (int i = starts[at / _clients]; i < starts[(at / _clients) + 1]; i++)
            {
                Edge edge = _edges[before[i]];
                int earlier = (edge.From * _clients) + NameBefore(edge.Renaming, at % _clients);
                if (can[earlier])
                    continue;
                can[earlier] = true;
                waiting.Push(earlier);
            }
        }

        return can;
    }

    private int NameBefore(int renaming, int name)
    {
        int client = name;
        while (symmetric is not null && symmetric.NameAfter(renaming, client) != name)
            client = (client + 1) % _clients;
        return client;
    }

    private ProgressAnswer.Stuck StuckIn(int state, int client)
    {
        var actions = new Stack<int>();
        for (int at = state; at >= 0; at = _origins[at].Parent)
            actions.Push(_origins[at].Action);
        if (symmetric is null)
            return new ProgressAnswer.Stuck(client, PathReplay.Run(model, actions));
        EquatableArray<PathStep> path = symmetric.Unfold(PathReplay.Run(symmetric, actions));
        symmetric.Representative(path[^1].State.Items.AsSpan(), out int renaming);
        return new ProgressAnswer.Stuck(NameBefore(renaming, client), path);
    }
}

/// <summary>Whether every client can always still finish.</summary>
internal abstract record ProgressAnswer
{
    public sealed record AllFinish : ProgressAnswer;

    /// <param name="Path">A shortest one to a state from which the client can never finish.</param>
    public sealed record Stuck(int Client, EquatableArray<PathStep> Path) : ProgressAnswer;

    /// <summary>It depends on what happens after calls that the bound left out.</summary>
    public sealed record CallsLeftOut : ProgressAnswer;

    public sealed record TooManyStates(int Limit) : ProgressAnswer;
}
