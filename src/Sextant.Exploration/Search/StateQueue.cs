using System.Buffers.Binary;

namespace Sextant.Exploration.Search;

/// <summary>States one behind the other, each behind its length, in blocks that grow with their number.</summary>
internal sealed class StateQueue
{
    private const int FirstBlockBytes = 512;

    /// <summary>Below the size from which arrays are collected late.</summary>
    private const int LargestBlockBytes = 64 * 1024;

    private const int HeaderBytes = 4;

    public List<Block> Blocks { get; } = [];

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    internal sealed class Block(int capacity, int firstIndex)
    {
        private readonly byte[] _bytes = new byte[capacity];
        private int _used;

        /// <summary>The position of its first state in the queue.</summary>
        public int FirstIndex { get; } = firstIndex;

        public int Capacity => _bytes.Length;

        public bool TryAppend(ReadOnlySpan<byte> state)
        {
            if (_bytes.Length - _used < state.Length + HeaderBytes)
                return false;
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_used), state.Length);
            state.CopyTo(_bytes.AsSpan(_used + HeaderBytes));
            _used += state.Length + HeaderBytes;
            return true;
        }

        /// <summary>The state at this offset, and the offset of the next one; false at the end.</summary>
        public bool TryRead(ref int offset, out ReadOnlySpan<byte> state)
        {
            if (offset == _used)
            {
                state = default;
                return false;
            }

            int length = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(offset));
            state = _bytes.AsSpan(offset + HeaderBytes, length);
            offset += HeaderBytes + length;
            return true;
        }
    }

    public void Append(ReadOnlySpan<byte> state)
    {
        if (Blocks.Count == 0 || !Blocks[^1].TryAppend(state))
        {
            int capacity = Blocks.Count == 0 ? FirstBlockBytes : Math.Min(LargestBlockBytes, Blocks[^1].Capacity * 2);
            var block = new Block(Math.Max(capacity, state.Length + HeaderBytes), Count);
            Blocks.Add(block);
            Bytes += block.Capacity;
            block.TryAppend(state);
        }

        Count++;
    }
}
