using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// Depth-first search over hashed states, on one thread: reaches deep states early, by paths that are not the shortest. A
/// state counts as seen when it is taken from the stack. One that was first met at the depth bound is not expanded again
/// when it is met sooner, so a search that met the bound is never complete.
/// </summary>
public sealed class DepthFirst : ISuccessors
{
    private readonly IModel _model;
    private readonly SearchBounds _bounds;
    private readonly IProgress<SearchProgress>? _progress;
    private readonly FingerprintSet _visited = new();
    private readonly Origins _origins = new();
    private readonly StateStack _stack = new();
    private readonly Findings _findings;
    private StateId? _parent;
    private int _action;
    private int _depth;
    private long _transitions;

    public DepthFirst(IModel model, SearchBounds bounds, SearchGoal goal = SearchGoal.FirstViolation, IProgress<SearchProgress>? progress = null)
    {
        _model = model;
        _bounds = bounds;
        _progress = progress;
        _findings = new Findings(model.Properties, shards: 1, goal);
    }

    private long Bytes => _visited.Bytes + _origins.Bytes + _stack.Bytes;

    public SearchResult Run(CancellationToken cancellation = default)
    {
        _model.Begin(this);
        int deepest = 0;
        bool metDepthBound = false;
        SearchEnd? stopped = null;
        while (stopped is null && _stack.TryPop(out Fingerprint fingerprint, out Origin origin, out int depth, out ReadOnlySpan<byte> popped))
        {
            if (!_visited.Add(fingerprint))
                continue;
            cancellation.ThrowIfCancellationRequested();
            byte[] state = popped.ToArray();
            var id = new StateId(0, _origins.Count);
            _origins.Append(origin);
            deepest = Math.Max(deepest, depth);
            _findings.Look(_model, id, state);
            _findings.EndRound();
            stopped = _findings.AreComplete ? SearchEnd.Decided
                : _origins.Count >= _bounds.MaxStates ? SearchEnd.StateBound
                : Bytes > _bounds.MaxBytes ? SearchEnd.MemoryBound
                : null;
            if (depth == _bounds.MaxDepth)
                metDepthBound = true;
            else if (stopped is null)
                Expand(state, id, depth);
            if (_origins.Count % 4096 == 0)
                _progress?.Report(new SearchProgress(_origins.Count, _transitions, deepest, _stack.Count));
        }

        SearchEnd end = stopped ?? (metDepthBound ? SearchEnd.DepthBound : SearchEnd.Complete);
        return new SearchResult(_origins.Count, _transitions, deepest, end, _visited.Bytes + _origins.Bytes, _findings.Report(end, (_, id) => PathTo(id)));
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state)
    {
        if (_action == Origin.MaxActions)
            throw new InvalidOperationException($"a state has more than {Origin.MaxActions} actions");
        Fingerprint fingerprint = Fingerprint.Of(state);
        if (!_visited.Contains(fingerprint))
            _stack.Push(fingerprint, new Origin(_parent, _action), _depth, state);
        _action++;
    }

    private void Expand(ReadOnlySpan<byte> state, StateId id, int depth)
    {
        (_parent, _action, _depth) = (id, 0, depth + 1);
        _model.Expand(state, this);
        _transitions += _action;
    }

    private EquatableArray<PathStep> PathTo(StateId last)
    {
        var actions = new Stack<int>();
        for (StateId? id = last; id is { } at; id = _origins[at.Index].Parent)
            actions.Push(_origins[at.Index].Action);
        return PathReplay.Run(_model, actions);
    }
}
