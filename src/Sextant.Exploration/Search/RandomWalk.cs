using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// Simulation: walks that choose each action at random among the enabled ones, each until nothing is enabled or the depth
/// bound. What is found is told by a path from which detours are cut. The seed repeats it exactly. It finds violations that lie too deep for a search; it never shows that there is none.
/// </summary>
/// <param name="walks">How many, at least one.</param>
public sealed class RandomWalk(IModel model, SearchBounds bounds, ulong seed, int walks, SearchGoal goal = SearchGoal.FirstViolation, IProgress<SearchProgress>? progress = null)
{
    private readonly FingerprintSet _seen = new();
    private readonly Successors _found = new();
    private readonly Dictionary<StateId, int[]> _paths = [];

    /// <summary>The states of the result are the distinct ones; its transitions are the steps taken.</summary>
    public SearchResult Run(CancellationToken cancellation = default)
    {
        var findings = new Findings(model.Properties, shards: 1, goal);
        var choices = new SplitMix(seed);
        long steps = 0;
        int deepest = 0;
        SearchEnd? stopped = null;
        for (int walk = 0; walk < walks && stopped is null; walk++)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = new List<int>();
            byte[]? state = null;
            while (stopped is null && path.Count - 1 < bounds.MaxDepth && Choose(state, ref choices) is { } chosen)
            {
                steps += state is null ? 0 : 1;
                state = _found[chosen];
                path.Add(chosen);
                deepest = Math.Max(deepest, path.Count - 1);
                if (!_seen.Add(Fingerprint.Of(state)))
                    continue;
                Look(findings, path, state);
                stopped = findings.AreComplete ? SearchEnd.Decided
                    : _seen.Count >= bounds.MaxStates ? SearchEnd.StateBound
                    : _seen.Bytes > bounds.MaxBytes ? SearchEnd.MemoryBound
                    : null;
            }

            progress?.Report(new SearchProgress(_seen.Count, steps, deepest, walks - walk - 1));
        }

        SearchEnd end = stopped ?? SearchEnd.WalksTaken;
        return new SearchResult(_seen.Count, steps, deepest, end, _seen.Bytes, findings.Report(end, (property, id) => Shortened(property, PathReplay.Run(model, _paths[id]))));
    }

    private EquatableArray<PathStep> Shortened(int property, EquatableArray<PathStep> path)
    {
        bool isSought = model.Properties[property].Kind == PropertyKind.Sometimes;
        return new PathShortener(model).Shorten(path, state => model.Holds(property, state) == isSought);
    }

    private void Look(Findings findings, List<int> path, byte[] state)
    {
        var id = new StateId(0, _seen.Count - 1);
        if (!findings.Look(model, id, state))
            return;
        _paths.Add(id, [.. path]);
        findings.EndRound();
    }

    /// <summary>Which of the states that can come next, or null when there is none.</summary>
    private int? Choose(byte[]? state, ref SplitMix choices)
    {
        _found.Clear();
        if (state is null)
            model.Begin(_found);
        else
            model.Expand(state, _found);
        return _found.Count == 0 ? null : choices.Below(_found.Count);
    }

    private sealed class Successors : ISuccessors
    {
        private readonly List<byte[]> _states = [];

        public int Count => _states.Count;

        public byte[] this[int index] => _states[index];

        public void Add(ReadOnlySpan<byte> state) => _states.Add(state.ToArray());

        public void Clear() => _states.Clear();
    }
}

/// <summary>A seeded generator of numbers (Steele, Lea and Flood, OOPSLA 2014).</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
