namespace Sextant.Exploration.Search;

/// <summary>Of every state the one that it was first reached from, and by which action: 8 bytes a state.</summary>
internal sealed class Origins
{
    private const int BlockLength = 1024;

    private readonly List<ulong[]> _blocks = [];

    public int Count { get; private set; }

    public long Bytes => _blocks.Sum(b => b.LongLength * sizeof(ulong));

    public Origin this[int index] => Origin.Unpack(_blocks[index / BlockLength][index % BlockLength]);

    public void Append(Origin origin)
    {
        int offset = Count % BlockLength;
        if (offset == 0)
            _blocks.Add(new ulong[_blocks.Count == 0 ? 16 : BlockLength]);
        else if (offset == _blocks[^1].Length)
            _blocks[^1] = Longer(_blocks[^1]);
        _blocks[^1][offset] = origin.Pack();
        Count++;
    }

    public void Save(CheckpointWriter to)
    {
        to.Write(Count);
        to.Write(_blocks.Count);
        foreach (ulong[] block in _blocks)
            to.WriteArray<ulong>(block);
    }

    /// <summary>Takes the place of what is here.</summary>
    public void Load(CheckpointReader from)
    {
        Count = from.ReadInt32();
        _blocks.Clear();
        int blocks = from.ReadInt32();
        for (int block = 0; block < blocks; block++)
            _blocks.Add(from.ReadArray<ulong>());
        if (Count < 0 || blocks != (Count + BlockLength - 1) / BlockLength)
            throw new CheckpointException("its parts do not fit together");
    }

    private static ulong[] Longer(ulong[] block)
    {
        Array.Resize(ref block, Math.Min(BlockLength, block.Length * 4));
        return block;
    }
}

/// <summary>A visited state: the shard that holds it, and its position there in the order of discovery.</summary>
internal readonly record struct StateId(int Shard, int Index);

/// <summary>How a state was first reached; an initial state has no parent.</summary>
internal readonly record struct Origin(StateId? Parent, int Action)
{
    /// <summary>More actions than that in one state are beyond what a path can name.</summary>
    public const int MaxActions = 1 << 24;

    private const ulong NoParent = (1ul << 40) - 1;

    public ulong Pack() => (Parent is { } p ? ((ulong)p.Shard << 32) | (uint)p.Index : NoParent) | ((ulong)Action << 40);

    public static Origin Unpack(ulong packed)
    {
        ulong parent = packed & NoParent;
        return new Origin(parent == NoParent ? null : new StateId((int)(parent >> 32), (int)(uint)parent), (int)(packed >> 40));
    }
}
