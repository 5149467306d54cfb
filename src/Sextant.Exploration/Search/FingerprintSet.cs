using System.Runtime.InteropServices;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// A set of 96-bit fingerprints in one table with linear probing: 12 bytes a slot, at most 85% of them full, growing by two
/// fifths, so that a state costs 14 to 20 bytes. That two of 10^8 states share a fingerprint has a probability below 10^-12.
/// </summary>
internal sealed class FingerprintSet
{
    private const int InitialCapacity = 32;

    private Slot[] _slots = new Slot[InitialCapacity];
    private int _capacityLimit = LimitOf(InitialCapacity);

    /// <summary>What is all zero is empty.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Slot(uint A, uint B, uint C)
    {
        public bool IsEmpty => (A | B | C) == 0;

        public ulong Place => ((ulong)A << 32) | B;
    }

    public int Count { get; private set; }

    public long Bytes => _slots.LongLength * 12;

    public bool Contains(Fingerprint fingerprint)
    {
        Slot slot = SlotOf(fingerprint);
        return _slots[Find(slot)] == slot;
    }

    /// <summary>Whether it was not there before.</summary>
    public bool Add(Fingerprint fingerprint)
    {
        Slot slot = SlotOf(fingerprint);
        int index = Find(slot);
        if (_slots[index] == slot)
            return false;
        _slots[index] = slot;
        if (++Count > _capacityLimit)
            Grow();
        return true;
    }

    private static int LimitOf(int capacity) => (int)(capacity * 0.85);

    /// <summary>The highest bits chose the shard already.</summary>
    private static Slot SlotOf(Fingerprint fingerprint)
    {
        var slot = new Slot((uint)(fingerprint.Low >> 32), (uint)fingerprint.Low, (uint)fingerprint.High);
        return slot.IsEmpty ? new Slot(0, 0, 1) : slot;
    }

    /// <summary>Where it is, or the empty slot where it would be.</summary>
    private int Find(Slot slot)
    {
        Slot[] slots = _slots;
        int index = (int)Math.BigMul(slot.Place, (ulong)slots.Length, out _);
        while (true)
        {
            Slot there = slots[index];
            if (there == slot || there.IsEmpty)
                return index;
            if (++index == slots.Length)
                index = 0;
        }
    }

    private void Grow()
    {
        Slot[] old = _slots;
        int capacity = checked((int)(old.Length * 1.4));
        _slots = new Slot[capacity];
        _capacityLimit = LimitOf(capacity);
        foreach (Slot slot in old)
        {
            if (!slot.IsEmpty)
                _slots[Find(slot)] = slot;
        }
    }
}
