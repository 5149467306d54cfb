using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>
/// Whether every client can always still finish. Where whatever can succeed again and again does succeed at last, a run stays
/// for ever in a strongly connected component without a way out; so a client fails to finish in some fair run exactly where
/// a state can be reached from which none can in which it is done. Where the call bound leaves a call out, what follows is
/// beyond the bounds, and no client is said to be stuck.
/// </summary>
internal sealed class Progress : ISuccessors
{
    private readonly AppModel _model;
    private readonly int _maxStates;
    private readonly Dictionary<Fingerprint, int> _numbers = [];
    private readonly List<byte[]?> _waiting = [];
    private readonly List<(int Parent, int Action)> _origins = [];
    private readonly List<(int From, int To)> _edges = [];
    private readonly List<int> _finished = [];
    private readonly List<bool> _isCut = [];
    private int _from = -1;
    private int _action;

    /// <param name="maxStates">Beyond that many states there is no answer.</param>
    public Progress(AppModel model, int maxStates)
    {
        _model = model;
        _maxStates = maxStates;
    }

    public ProgressAnswer Ask(CancellationToken cancellation)
    {
        _model.Begin(this);
        if (!Explore(cancellation))
            return new ProgressAnswer.TooManyStates(_maxStates);
        IEnumerable<int> clients = Enumerable.Range(0, _model.Machine.Clients.Count);
        ILookup<int, int> before = _edges.ToLookup(e => e.To, e => e.From);
        (int Client, int State)[] stuck = [.. clients.Select(c => (c, Array.IndexOf(CanFinish(c, before, cutCounts: true), false))).Where(s => s.Item2 >= 0).OrderBy(s => s.Item2)];
        if (stuck.Length > 0)
            return new ProgressAnswer.Stuck(stuck[0].Client, PathTo(stuck[0].State));
        bool isOpen = _isCut.Contains(true) && clients.Any(c => Array.IndexOf(CanFinish(c, before, cutCounts: false), false) >= 0);
        return isOpen ? new ProgressAnswer.CallsLeftOut() : new ProgressAnswer.AllFinish();
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state)
    {
        Fingerprint fingerprint = Fingerprint.Of(state);
        if (!_numbers.TryGetValue(fingerprint, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(fingerprint, number);
            _waiting.Add(state.ToArray());
            _origins.Add((_from, _action));
        }

        if (_from >= 0)
            _edges.Add((_from, number));
        _action++;
    }

    /// <summary>Whether there is a client that can never finish once the app is in this state; null where that are too many states to see.</summary>
    public bool? IsStuckIn(ReadOnlySpan<byte> state, CancellationToken cancellation)
    {
        ((ISuccessors)this).Add(state);
        if (!Explore(cancellation))
            return null;
        ILookup<int, int> before = _edges.ToLookup(e => e.To, e => e.From);
        return Enumerable.Range(0, _model.Machine.Clients.Count).Any(c => !CanFinish(c, before, cutCounts: true)[0]);
    }

    private bool Explore(CancellationToken cancellation)
    {
        for (int number = 0; number < _waiting.Count; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_waiting.Count > _maxStates)
                return false;
            byte[] state = _waiting[number]!;
            _waiting[number] = null;
            (_from, _action, _model.MetCallBound) = (number, 0, false);
            _model.Expand(state, this);
            _isCut.Add(_model.MetCallBound);
            _finished.Add(_model.FinishedIn(state));
        }

        return true;
    }

    /// <param name="cutCounts">Whether a state in which a call was left out counts as one in which the client is done.</param>
    private bool[] CanFinish(int client, ILookup<int, int> before, bool cutCounts)
    {
        var can = new bool[_finished.Count];
        var waiting = new Stack<int>();
        for (int state = 0; state < can.Length; state++)
        {
            can[state] = (_finished[state] >> client & 1) == 1 || (cutCounts && _isCut[state]);
            if (can[state])
                waiting.Push(state);
        }

        while (waiting.TryPop(out int state))
        {
            foreach (int earlier in before[state].Where(e => !can[e]))
            {
                can[earlier] = true;
                waiting.Push(earlier);
            }
        }

        return can;
    }

    private EquatableArray<PathStep> PathTo(int state)
    {
        var actions = new Stack<int>();
        for (int at = state; at >= 0; at = _origins[at].Parent)
            actions.Push(_origins[at].Action);
        return PathReplay.Run(_model, actions);
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
