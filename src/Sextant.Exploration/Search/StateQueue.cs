namespace Sextant.Exploration.Search;

/// <summary>States one behind the other, in blocks that grow with their number and may be put on disk.</summary>
internal sealed class StateQueue
{
    private const int FirstBlockBytes = 512;

    public List<StateBlock> Blocks { get; } = [];

    public int Count { get; private set; }

    /// <summary>What stands in memory.</summary>
    public long Bytes => Blocks.Sum(b => (long)b.ResidentBytes);

    /// <summary>The blocks that are not yet expanded, each with how many states it holds.</summary>
    public IEnumerable<(StateBlock Block, int Count)> Waiting() =>
        Blocks.Select((b, i) => (b, (i + 1 < Blocks.Count ? Blocks[i + 1].FirstIndex : Count) - b.FirstIndex)).Where(b => !b.b.IsReleased);

    public void Append(ReadOnlySpan<byte> state)
    {
        if (Blocks.Count == 0 || !Blocks[^1].TryAppend(state))
        {
            int capacity = Blocks.Count == 0 ? FirstBlockBytes : Math.Min(StateBlock.LargestBytes, Blocks[^1].Capacity * 2);
            var block = new StateBlock(Math.Max(capacity, state.Length + StateBlock.HeaderBytes), Count);
            Blocks.Add(block);
            block.TryAppend(state);
        }

        Count++;
    }

    /// <summary>Puts blocks on disk.</summary>
    /// <param name="isFilled">Whether more states come, so that the last block must stay.</param>
    public void Spill(SpillFile to, bool isFilled)
    {
        foreach (StateBlock block in isFilled ? Blocks.SkipLast(1) : Blocks)
            block.Spill(to);
    }

    /// <summary>Those blocks that are not yet expanded.</summary>
    public void Save(CheckpointWriter to)
    {
        StateBlock[] left = [.. Blocks.Where(b => !b.IsReleased)];
        to.Write(Count);
        to.Write(left.Length);
        foreach (StateBlock block in left)
            block.Save(to);
    }

    public static StateQueue Load(CheckpointReader from)
    {
        var queue = new StateQueue { Count = from.ReadInt32() };
        for (int left = from.ReadInt32(); left > 0; left--)
            queue.Blocks.Add(StateBlock.Load(from));
        return queue;
    }
}
