using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;

namespace Sextant.Exploration.Search;

/// <summary>A piece of a <see cref="StateQueue"/>: states, each behind its length; in memory, on disk, or used up.</summary>
internal sealed class StateBlock
{
    public const int HeaderBytes = 4;

    /// <summary>Below the size from which arrays are collected late; only a larger state has a larger block, for itself.</summary>
    public const int LargestBytes = 64 * 1024;

    private byte[]? _bytes;
    private int _used;
    private SpillFile? _file;
    private long _place;

    public StateBlock(int capacity, int firstIndex)
        : this(ArrayPool<byte>.Shared.Rent(capacity), capacity, used: 0, firstIndex)
    {
    }

    /// <param name="bytes">Of the pool, so that what is used up serves again and need not be collected; maybe more than the capacity.</param>
    private StateBlock(byte[] bytes, int capacity, int used, int firstIndex)
    {
        _bytes = bytes;
        _used = used;
        Capacity = capacity;
        FirstIndex = firstIndex;
    }

    /// <summary>The position of its first state in the queue.</summary>
    public int FirstIndex { get; }

    public int Capacity { get; }

    public int ResidentBytes => _bytes is null ? 0 : Capacity;

    public bool IsReleased => _bytes is null && _file is null;

    public bool TryAppend(ReadOnlySpan<byte> state)
    {
        byte[] bytes = _bytes ?? throw new UnreachableException();
        if (Capacity - _used < state.Length + HeaderBytes)
            return false;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(_used), state.Length);
        state.CopyTo(bytes.AsSpan(_used + HeaderBytes));
        _used += state.Length + HeaderBytes;
        return true;
    }

    /// <summary>Its states, from memory or disk.</summary>
    public StateSequence Read() => new(_bytes is { } bytes ? bytes.AsMemory(0, _used) : FromDisk());

    /// <summary>Its states are not needed any more.</summary>
    public void Release()
    {
        GiveBack();
        _file = null;
    }

    public void Spill(SpillFile to)
    {
        if (_bytes is null)
            return;
        _place = to.Append(_bytes.AsSpan(0, _used));
        _file = to;
        GiveBack();
    }

    public void Save(CheckpointWriter to)
    {
        to.Write(FirstIndex);
        to.Write(Capacity);
        to.WriteArray<byte>(_bytes is { } bytes ? bytes.AsSpan(0, _used) : FromDisk());
    }

    public static StateBlock Load(CheckpointReader from)
    {
        int firstIndex = from.ReadInt32();
        int capacity = from.ReadInt32();
        byte[] states = from.ReadArray<byte>();
        if (capacity < states.Length || capacity > Math.Max(LargestBytes, states.Length))
            throw new CheckpointException("its parts do not fit together");
        byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);
        states.CopyTo(bytes, 0);
        return new StateBlock(bytes, capacity, states.Length, firstIndex);
    }

    private void GiveBack()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }

    private byte[] FromDisk()
    {
        var bytes = new byte[_used];
        (_file ?? throw new UnreachableException()).Read(_place, bytes);
        return bytes;
    }
}

/// <summary>The states of one block, first to last.</summary>
internal struct StateSequence(ReadOnlyMemory<byte> bytes)
{
    private int _offset;

    /// <summary>False at the end.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> state)
    {
        if (_offset == bytes.Length)
        {
            state = default;
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[_offset..]);
        state = bytes.Slice(_offset + StateBlock.HeaderBytes, length);
        _offset += StateBlock.HeaderBytes + length;
        return true;
    }
}
