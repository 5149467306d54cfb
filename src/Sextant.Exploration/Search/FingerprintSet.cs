using System.Runtime.InteropServices;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// A set of 80 bits of each fingerprint in one table with linear probing: 10 bytes a slot, at most 85% of them full, growing
/// by a quarter, so that a state costs 11.8 to 14.7 bytes. Of n states, distinguished by six more bits that chose the shard,
/// any two share their bits with a probability below n²/2^87: for 10^8 states 10^-10.
/// </summary>
internal sealed class FingerprintSet
{
    private const int SlotBytes = 10;
    private const double Growth = 1.25;
    private const int InitialCapacity = 32;

    private Slot[] _slots = new Slot[InitialCapacity];
    private int _capacityLimit = LimitOf(InitialCapacity);

    /// <summary>What is all zero is empty.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private readonly record struct Slot(ulong Place, ushort Rest)
    {
        public bool IsEmpty => (Place | Rest) == 0;
    }

    public int Count { get; private set; }

    public long Bytes => _slots.LongLength * SlotBytes;

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
        var slot = new Slot(fingerprint.Low, (ushort)fingerprint.High);
        return slot.IsEmpty ? new Slot(0, 1) : slot;
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

    public void Save(CheckpointWriter to)
    {
        to.Write(Count);
        to.WriteArray<Slot>(_slots);
    }

    /// <summary>Takes the place of what is here.</summary>
    public void Load(CheckpointReader from)
    {
        Count = from.ReadInt32();
        _slots = from.ReadArray<Slot>();
        _capacityLimit = LimitOf(_slots.Length);
        if (Count < 0 || Count > _capacityLimit)
            throw new CheckpointException("its parts do not fit together");
    }

    private void Grow()
    {
        Slot[] old = _slots;
        int capacity = checked((int)(old.Length * Growth));
        _slots = new Slot[capacity];
        _capacityLimit = LimitOf(capacity);
        foreach (Slot slot in old)
        {
            if (!slot.IsEmpty)
                _slots[Find(slot)] = slot;
        }
    }
}
