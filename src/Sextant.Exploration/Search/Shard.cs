using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// The visited states whose fingerprints begin alike, with how each was reached, and those among them that wait for
/// expansion. Between rounds it is read by all workers; in a round one worker alone fills it.
/// </summary>
internal sealed class Shard(int number)
{
    private StateQueue _next = new();

    public FingerprintSet Visited { get; } = new();

    public Origins Origins { get; } = new();

    /// <summary>The states of the current depth.</summary>
    public StateQueue Frontier { get; private set; } = new();

    /// <summary>The position in <see cref="Origins"/> of the first state of <see cref="Frontier"/>.</summary>
    public int FrontierStart { get; private set; }

    public int NextCount => _next.Count;

    /// <summary>Memory of what is known, paths included.</summary>
    public long KnownBytes => Visited.Bytes + Origins.Bytes;

    /// <summary>Memory of what waits.</summary>
    public long WaitingBytes => Frontier.Bytes + _next.Bytes;

    /// <summary>The new state's place, or null if it was known.</summary>
    public StateId? Add(Fingerprint fingerprint, Origin origin, ReadOnlySpan<byte> state)
    {
        if (!Visited.Add(fingerprint))
            return null;
        var id = new StateId(number, Origins.Count);
        Origins.Append(origin);
        _next.Append(state);
        return id;
    }

    /// <summary>Puts on disk what waits.</summary>
    public void Spill(SpillFile to)
    {
        Frontier.Spill(to, isFilled: false);
        _next.Spill(to, isFilled: true);
    }

    public void Save(CheckpointWriter to)
    {
        Visited.Save(to);
        Origins.Save(to);
        to.Write(FrontierStart);
        Frontier.Save(to);
        _next.Save(to);
    }

    /// <summary>Takes the place of what is here.</summary>
    public void Load(CheckpointReader from)
    {
        Visited.Load(from);
        Origins.Load(from);
        FrontierStart = from.ReadInt32();
        Frontier = StateQueue.Load(from);
        _next = StateQueue.Load(from);
    }

    /// <summary>What was found becomes what is expanded.</summary>
    public void Advance()
    {
        FrontierStart += Frontier.Count;
        Frontier = _next;
        _next = new StateQueue();
    }
}
