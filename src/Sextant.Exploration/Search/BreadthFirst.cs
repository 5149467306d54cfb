using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// Breadth-first search over hashed states. Work goes in rounds of two halves: workers expand blocks of the frontier and
/// drop what is known, then shards take in what was found, block by block in order. Which worker did what changes nothing,
/// so the answer, its paths included, is the same for any number of them.
/// </summary>
public sealed class BreadthFirst
{
    private const int ShardBits = 6;
    private const int BlocksPerRound = 32;

    private readonly IModel[] _models;
    private readonly SearchBounds _bounds;
    private readonly Workers _workers;
    private readonly IProgress<SearchProgress>? _progress;
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(n => new Shard(n))];
    private readonly Expander[] _expanders;
    private readonly Outbox[][] _outboxes;
    private readonly Findings _findings;
    private long _transitions;

    /// <param name="model">Makes the model, once for every worker.</param>
    /// <param name="workers">How many threads share the work, at least one.</param>
    public BreadthFirst(Func<IModel> model, SearchBounds bounds, int workers = 1, SearchGoal goal = SearchGoal.FirstViolation, IProgress<SearchProgress>? progress = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _models = [.. Enumerable.Range(0, workers).Select(_ => model())];
        _bounds = bounds;
        _progress = progress;
        _workers = new Workers(workers);
        _expanders = [.. _models.Select(m => new Expander(m, _shards, ShardBits))];
        _outboxes = [.. Enumerable.Range(0, BlocksPerRound).Select(_ => Enumerable.Range(0, _shards.Length).Select(_ => new Outbox()).ToArray())];
        _findings = new Findings(_models[0].Properties, _shards.Length, goal);
    }

    private long States => _shards.Sum(s => (long)s.Visited.Count);

    public SearchResult Run(CancellationToken cancellation = default)
    {
        _expanders[0].Begin(_outboxes[0]);
        TakeIn(blocks: 1);
        int depth = 0;
        SearchEnd? stopped = Stop();
        while (stopped is null)
        {
            Advance();
            if (Array.TrueForAll(_shards, s => s.Frontier.Count == 0))
                stopped = SearchEnd.Complete;
            else if (depth == _bounds.MaxDepth)
                stopped = SearchEnd.DepthBound;
            else
                stopped = ExpandFrontier(depth, cancellation);
            if (_shards.Any(s => s.NextCount > 0))
                depth++;
        }

        SearchEnd end = stopped.Value;
        return new SearchResult(States, _transitions, depth, end, _shards.Sum(s => s.Visited.Bytes), _findings.Report(end, PathTo));
    }

    /// <summary>Why it stopped before the whole frontier was expanded, or null.</summary>
    private SearchEnd? ExpandFrontier(int depth, CancellationToken cancellation)
    {
        (Shard Shard, int Number, StateQueue.Block Block)[] blocks =
            [.. _shards.SelectMany((s, n) => s.Frontier.Blocks.Select(b => (s, n, b)))];
        for (int start = 0; start < blocks.Length; start += BlocksPerRound)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = start;
            int count = Math.Min(BlocksPerRound, blocks.Length - start);
            var transitions = new long[count];
            _workers.Run(count, (worker, piece) =>
            {
                (Shard shard, int number, StateQueue.Block block) = blocks[first + piece];
                transitions[piece] = _expanders[worker].Expand(block, new StateId(number, shard.FrontierStart + block.FirstIndex), _outboxes[piece]);
            });
            _transitions += transitions.Sum();
            TakeIn(count);
            _progress?.Report(new SearchProgress(States, _transitions, depth, blocks.Length - start - count));
            if (Stop() is { } end)
                return end;
        }

        return null;
    }

    private void TakeIn(int blocks)
    {
        _workers.Run(_shards.Length, (worker, number) =>
        {
            Shard shard = _shards[number];
            for (int block = 0; block < blocks; block++)
            {
                Outbox box = _outboxes[block][number];
                int offset = 0;
                while (box.TryRead(ref offset, out Fingerprint fingerprint, out Origin origin, out ReadOnlySpan<byte> state))
                {
                    if (shard.Add(fingerprint, origin, state) is { } id)
                        _findings.Look(_models[worker], id, state);
                }

                box.Clear();
            }
        });
        _findings.EndRound();
    }

    private SearchEnd? Stop() =>
        _findings.AreComplete ? SearchEnd.Decided
        : States >= _bounds.MaxStates ? SearchEnd.StateBound
        : _bounds.MaxBytes < long.MaxValue && _shards.Sum(s => s.Bytes) > _bounds.MaxBytes ? SearchEnd.MemoryBound
        : null;

    private void Advance()
    {
        foreach (Shard shard in _shards)
            shard.Advance();
    }

    private EquatableArray<PathStep> PathTo(StateId last)
    {
        var actions = new Stack<int>();
        for (StateId? id = last; id is { } at;)
        {
            Origin origin = _shards[at.Shard].Origins[at.Index];
            actions.Push(origin.Action);
            id = origin.Parent;
        }

        return PathReplay.Run(_models[0], actions);
    }
}

/// <summary>How far a search has come.</summary>
/// <param name="BlocksLeft">Pieces of the current depth that are still to be expanded.</param>
public sealed record SearchProgress(long States, long Transitions, int Depth, int BlocksLeft);
