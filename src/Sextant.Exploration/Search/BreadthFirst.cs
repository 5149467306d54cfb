using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// Breadth-first search over hashed states. Work goes in rounds of two halves: workers expand blocks of the frontier and
/// drop what is known, then shards take in what was found, block by block in order. Which worker did what changes nothing,
/// so the answer, its paths included, is the same for any number of them; and for a search that was put by and resumed.
/// </summary>
public sealed class BreadthFirst
{
    private const int ShardBits = 6;
    private const int BlocksPerRound = 32;

    /// <summary>A checkpoint on the way is written when there are that many states, and whenever they are twice as many as at the last one.</summary>
    private const long FirstCheckpointStates = 4_000_000;

    private readonly IModel[] _models;
    private readonly SearchBounds _bounds;
    private readonly Workers _workers;
    private readonly IProgress<SearchProgress>? _progress;
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 1 << ShardBits).Select(n => new Shard(n))];
    private readonly Expander[] _expanders;
    private readonly Outbox[][] _outboxes;
    private readonly Findings _findings;
    private SpillFile? _spill;
    private long _transitions;
    private int _depth;
    private long _nextCheckpoint = FirstCheckpointStates;

    /// <param name="model">Makes the model, once for every worker.</param>
    /// <param name="workers">How many threads share the work, at least one.</param>
    /// <param name="ending">The properties, by number, whose violation ends a search for the first one; null for all of them.</param>
    public BreadthFirst(Func<IModel> model, SearchBounds bounds, int workers = 1, SearchGoal goal = SearchGoal.FirstViolation, IProgress<SearchProgress>? progress = null, IReadOnlySet<int>? ending = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _models = [.. Enumerable.Range(0, workers).Select(_ => model())];
        _bounds = bounds;
        _progress = progress;
        _workers = new Workers(workers);
        _expanders = [.. _models.Select(m => new Expander(m, _shards, ShardBits))];
        _outboxes = [.. Enumerable.Range(0, BlocksPerRound).Select(_ => Enumerable.Range(0, _shards.Length).Select(_ => new Outbox()).ToArray())];
        _findings = new Findings(_models[0].Properties, _shards.Length, goal, ending);
    }

    /// <summary>Where the search is put by when it ends early, and on its way.</summary>
    public CheckpointPlan Checkpoint { get; init; } = CheckpointPlan.None;

    /// <summary>How much of the frontier was written to disk so far.</summary>
    public long SpilledBytes => _spill?.Bytes ?? 0;

    private bool HasFoundFarther => Array.Exists(_shards, s => s.NextCount > 0);

    private long States => _shards.Sum(s => (long)s.Visited.Count);

    /// <exception cref="CheckpointException">A checkpoint cannot be read or written.</exception>
    public SearchResult Run(CancellationToken cancellation = default)
    {
        try
        {
            if (!TryResume())
            {
                _expanders[0].Begin(_outboxes[0]);
                TakeIn(blocks: 1);
                Advance();
            }

            SearchEnd end = Stop() ?? Search(cancellation);
            if (end is not (SearchEnd.Complete or SearchEnd.Decided))
                Save();
            return new SearchResult(States, _transitions, HasFoundFarther ? _depth + 1 : _depth, end, _shards.Sum(s => s.KnownBytes), _findings.Report(end, (_, id) => PathTo(id))) { CompleteDepth = _depth };
        }
        finally
        {
            _spill?.Dispose();
        }
    }

    private SearchEnd Search(CancellationToken cancellation)
    {
        while (true)
        {
            if (Array.TrueForAll(_shards, s => s.Frontier.Count == 0))
                return SearchEnd.Complete;
            if (_depth == _bounds.MaxDepth)
                return SearchEnd.DepthBound;
            if (ExpandFrontier(cancellation) is { } stopped)
                return stopped;
            if (HasFoundFarther)
                _depth++;
            Advance();
        }
    }

    /// <summary>Why it stopped before the whole frontier was expanded, or null.</summary>
    private SearchEnd? ExpandFrontier(CancellationToken cancellation)
    {
        (Shard Shard, int Number, StateBlock Block, int Count)[] blocks =
            [.. _shards.SelectMany((s, n) => s.Frontier.Waiting().Select(b => (s, n, b.Block, b.Count)))];
        long waiting = blocks.Sum(b => (long)b.Count);
        int count;
        for (int start = 0; start < blocks.Length; start += count)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save();
                cancellation.ThrowIfCancellationRequested();
            }

            int first = start;
            count = RoundSize(blocks.AsSpan(start), States - waiting - _shards.Sum(s => (long)s.NextCount));
            var transitions = new long[count];
            _workers.Run(count, (worker, piece) =>
            {
                (Shard shard, int number, StateBlock block, _) = blocks[first + piece];
                transitions[piece] = _expanders[worker].Expand(block, new StateId(number, shard.FrontierStart + block.FirstIndex), _outboxes[piece]);
                block.Release();
            });
            _transitions += transitions.Sum();
            waiting -= blocks[start..(start + count)].Sum(b => (long)b.Count);
            TakeIn(count);
            _progress?.Report(new SearchProgress(States, _transitions, _depth, blocks.Length - start - count));
            if (Stop() is { } end)
                return end;
            SaveOnTheWay();
        }

        return null;
    }

    /// <summary>So many blocks as will hardly lead beyond the bound of states, for states count only at the end of a round: one at least.</summary>
    /// <param name="expanded">How many states were expanded so far, which tells how many a state leads to.</param>
    private int RoundSize(ReadOnlySpan<(Shard Shard, int Number, StateBlock Block, int Count)> blocks, long expanded)
    {
        long allowed = (_bounds.MaxStates - States) / Math.Max(1, States / Math.Max(1, expanded));
        int size = 0;
        while (size < Math.Min(BlocksPerRound, blocks.Length) && (size == 0 || allowed >= blocks[size].Count))
            allowed -= blocks[size++].Count;
        return size;
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
        : !FitsInMemory() ? SearchEnd.MemoryBound
        : null;

    /// <summary>What waits goes to disk when it must.</summary>
    private bool FitsInMemory()
    {
        if (_bounds.MaxBytes == long.MaxValue)
            return true;
        long known = _shards.Sum(s => s.KnownBytes);
        if (known + _shards.Sum(s => s.WaitingBytes) <= _bounds.MaxBytes)
            return true;
        if (known > _bounds.MaxBytes)
            return false;
        try
        {
            _spill ??= new SpillFile();
            foreach (Shard shard in _shards)
                shard.Spill(_spill);
        }
        catch (IOException)
        {
            return false;
        }

        return known + _shards.Sum(s => s.WaitingBytes) <= _bounds.MaxBytes;
    }

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

    private void SaveOnTheWay()
    {
        if (Checkpoint.WriteTo is null || States < _nextCheckpoint)
            return;
        _nextCheckpoint = States * 2;
        Save();
    }

    private void Save()
    {
        if (Checkpoint.WriteTo is null)
            return;
        CheckpointFile.Write(Checkpoint.WriteTo, Checkpoint.About, to =>
        {
            to.Write(_depth);
            to.Write(_transitions);
            _findings.Save(to);
            foreach (Shard shard in _shards)
                shard.Save(to);
        });
    }

    private bool TryResume()
    {
        if (Checkpoint.ResumeFrom is null)
            return false;
        CheckpointFile.Read(Checkpoint.ResumeFrom, Checkpoint.About, from =>
        {
            _depth = from.ReadInt32();
            _transitions = from.ReadInt64();
            _findings.Load(from);
            foreach (Shard shard in _shards)
                shard.Load(from);
        });
        _nextCheckpoint = Math.Max(FirstCheckpointStates, States * 2);
        return true;
    }
}

/// <summary>How far a search has come.</summary>
/// <param name="Waiting">What is still to be expanded: pieces of the current depth, states on the stack, or walks.</param>
public sealed record SearchProgress(long States, long Transitions, int Depth, long Waiting);

/// <summary>Where a search is put by, and where it goes on from.</summary>
/// <param name="About">Names the model and its bounds; a checkpoint of another one is refused.</param>
public sealed record CheckpointPlan(string About, string? WriteTo, string? ResumeFrom)
{
    public static readonly CheckpointPlan None = new("", null, null);
}
