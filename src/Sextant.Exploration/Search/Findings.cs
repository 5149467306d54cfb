namespace Sextant.Exploration.Search;

/// <summary>
/// Which properties have been decided by a state that was seen. Shards look at their states side by side; of what one
/// round finds, the state in the first shard counts.
/// </summary>
/// <param name="ending">The properties, by number, whose violation reaches the goal of a first violation; null for all of them.</param>
internal sealed class Findings(EquatableArray<Property> properties, int shards, SearchGoal goal, IReadOnlySet<int>? ending = null)
{
    private readonly StateId?[] _decided = new StateId?[properties.Count];
    private readonly StateId?[] _inRound = new StateId?[properties.Count * shards];

    /// <summary>Whether the goal is reached.</summary>
    public bool AreComplete { get; private set; }

    /// <summary>Whether the state decides a property.</summary>
    public bool Look(IModel model, StateId id, ReadOnlySpan<byte> state)
    {
        bool decides = false;
        for (int p = 0; p < properties.Count; p++)
        {
            ref StateId? found = ref _inRound[(id.Shard * properties.Count) + p];
            if (_decided[p] is null && found is null && model.Holds(p, state) == (properties[p].Kind == PropertyKind.Sometimes))
                (found, decides) = (id, true);
        }

        return decides;
    }

    public void EndRound()
    {
        for (int i = 0; i < _inRound.Length; i++)
            _decided[i % properties.Count] ??= _inRound[i];
        Array.Clear(_inRound);
        AreComplete = properties.Count > 0
            && ((goal == SearchGoal.FirstViolation && Enumerable.Range(0, properties.Count).Any(p => ending?.Contains(p) != false && IsViolated(p))) || Array.TrueForAll(_decided, d => d is not null));
    }

    public void Save(CheckpointWriter to)
    {
        foreach (StateId? decided in _decided)
        {
            to.Write(decided?.Shard ?? -1);
            to.Write(decided?.Index ?? -1);
        }
    }

    /// <summary>Takes the place of what is here.</summary>
    public void Load(CheckpointReader from)
    {
        for (int p = 0; p < _decided.Length; p++)
        {
            (int shard, int index) = (from.ReadInt32(), from.ReadInt32());
            _decided[p] = shard < 0 ? null : new StateId(shard, index);
        }

        EndRound();
    }

    /// <param name="pathTo">The path by which a property, counted from 0, is decided in a state.</param>
    public EquatableArray<PropertyResult> Report(SearchEnd end, Func<int, StateId, EquatableArray<PathStep>> pathTo) =>
        properties.Select((p, i) => new PropertyResult(p, VerdictOf(i, end), _decided[i] is { } state ? pathTo(i, state) : null)).ToEquatable();

    private PropertyVerdict VerdictOf(int property, SearchEnd end) => (properties[property].Kind, _decided[property]) switch
    {
        (PropertyKind.Always, not null) => PropertyVerdict.Violated,
        (PropertyKind.Sometimes, not null) => PropertyVerdict.Holds,
        (PropertyKind.Always, null) when end == SearchEnd.Complete => PropertyVerdict.Holds,
        (PropertyKind.Sometimes, null) when end == SearchEnd.Complete => PropertyVerdict.Violated,
        _ => PropertyVerdict.Unknown,
    };

    private bool IsViolated(int property) => properties[property].Kind == PropertyKind.Always && _decided[property] is not null;
}
