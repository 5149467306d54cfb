using System.Buffers.Binary;

namespace Sextant.Exploration.Apps;

/// <summary>Makes of the bytes of a part what they stand for.</summary>
internal delegate T PartReader<out T>(ReadOnlySpan<byte> bytes);

/// <summary>
/// Numbers the different bytes that one part of a state takes on, from 0 in the order in which they come, and keeps what was
/// read of each: parts are few where states, which combine them, are many.
/// </summary>
internal sealed class PartTable<T>(PartReader<T> read)
{
    /// <summary>What an entry takes besides its bytes, about.</summary>
    private const int EntryBytes = 200;

    private const int InitialSlots = 64;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private T[] _values = new T[InitialSlots / 2];
    private (int Start, int Length)[] _places = new (int, int)[InitialSlots / 2];
    private int _count;
    private byte[] _bytes = new byte[1024];
    private int _used;

    /// <summary>The number of an entry and one more, or 0; with its hash, which tells most others apart.</summary>
    private (int Number, uint Hash)[] _slots = new (int, uint)[InitialSlots];

    /// <summary>Memory, about.</summary>
    public long Size => _bytes.Length + (_count * (long)EntryBytes);

    public T this[int number] => _values[number];

    public ReadOnlySpan<byte> BytesOf(int number)
    {
        (int start, int length) = _places[number];
        return _bytes.AsSpan(start, length);
    }

    /// <param name="likely">A number that is tried first.</param>
    public int NumberOf(ReadOnlySpan<byte> bytes, int likely) => likely < _count && BytesOf(likely).SequenceEqual(bytes) ? likely : NumberOf(bytes);

    public int NumberOf(ReadOnlySpan<byte> bytes)
    {
        uint hash = HashOf(bytes);
        int slot = Find(hash, bytes);
        if (_slots[slot].Number > 0)
            return _slots[slot].Number - 1;
        T value = read(bytes);
        _values[_count] = value;
        Keep(bytes);
        _slots[slot] = (++_count, hash);
        if (_count * 2 == _slots.Length)
            Grow();
        return _count - 1;
    }

    public void Clear()
    {
        (_count, _used) = (0, 0);
        _bytes = new byte[1024];
        _slots = new (int, uint)[InitialSlots];
        _values = new T[InitialSlots / 2];
        _places = new (int, int)[InitialSlots / 2];
    }

    /// <summary>Spreads well enough for a table that compares the bytes themselves.</summary>
    private static uint HashOf(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte rest in bytes)
            hash = (hash << 8) ^ (hash >> 56) ^ rest;
        return (uint)(Mixed(hash) >> 16);
    }

    private static ulong Mixed(ulong hash) => (hash ^ (hash >> 29)) * Multiplier;

    /// <summary>Where the bytes are, or the empty slot where they would be.</summary>
    private int Find(uint hash, ReadOnlySpan<byte> bytes)
    {
        (int Number, uint Hash)[] slots = _slots;
        int slot = (int)(hash & (uint)(slots.Length - 1));
        while (slots[slot] is { Number: > 0 } there && !(there.Hash == hash && BytesOf(there.Number - 1).SequenceEqual(bytes)))
            slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_used + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_used + bytes.Length, checked(_bytes.Length * 2)));
        bytes.CopyTo(_bytes.AsSpan(_used));
        _places[_count] = (_used, bytes.Length);
        _used += bytes.Length;
    }

    private void Grow()
    {
        (int Number, uint Hash)[] old = _slots;
        _slots = new (int, uint)[old.Length * 2];
        Array.Resize(ref _values, old.Length);
        Array.Resize(ref _places, old.Length);
        foreach ((int Number, uint Hash) entry in old)
        {
            if (entry.Number == 0)
                continue;
            int slot = (int)(entry.Hash & (uint)(_slots.Length - 1));
            while (_slots[slot].Number > 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = entry;
        }
    }
}
