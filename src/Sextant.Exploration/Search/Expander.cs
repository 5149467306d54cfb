using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>One worker's half of a round: asks the model for successors, and keeps those that no earlier round has seen.</summary>
internal sealed class Expander(IModel model, Shard[] shards, int shardBits) : ISuccessors
{
    private Outbox[] _to = [];
    private StateId? _parent;
    private ReadOnlyMemory<byte> _expanded;
    private int _action;

    public void Begin(Outbox[] to)
    {
        _to = to;
        (_parent, _expanded, _action) = (null, default, 0);
        model.Begin(this);
    }

    /// <summary>The number of actions that were enabled.</summary>
    /// <param name="first">The place of the block's first state.</param>
    public long Expand(StateBlock block, StateId first, Outbox[] to)
    {
        _to = to;
        long transitions = 0;
        StateSequence states = block.Read();
        for (StateId id = first; states.TryRead(out ReadOnlyMemory<byte> state); id = id with { Index = id.Index + 1 })
        {
            (_parent, _expanded, _action) = (id, state, 0);
            model.Expand(state.Span, this);
            transitions += _action;
        }

        return transitions;
    }

    public void Add(ReadOnlySpan<byte> state)
    {
        if (_action == Origin.MaxActions)
            throw new InvalidOperationException($"a state has more than {Origin.MaxActions} actions");
        int action = _action++;
        // Much that fails changes nothing, which is seen sooner than looked up.
        if (state.SequenceEqual(_expanded.Span))
            return;
        Fingerprint fingerprint = Fingerprint.Of(state);
        int shard = (int)(fingerprint.High >> (64 - shardBits));
        if (!shards[shard].Visited.Contains(fingerprint))
            _to[shard].Append(fingerprint, new Origin(_parent, action), state);
    }
}
