using System.Buffers.Binary;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>States that wait, the last one first: each in front of what is known of it.</summary>
internal sealed class StateStack
{
    private const int TrailerBytes = 16 + 8 + 4 + 4;
    private const int PieceBytes = 1 << 20;

    private readonly List<byte[]> _full = [];
    private readonly List<int> _fullUsed = [];
    private byte[] _top = new byte[4096];
    private int _used;

    public int Count { get; private set; }

    public long Bytes => _full.Sum(p => p.LongLength) + _top.LongLength;

    public void Push(Fingerprint fingerprint, Origin origin, int depth, ReadOnlySpan<byte> state)
    {
        MakeRoom(state.Length + TrailerBytes);
        state.CopyTo(_top.AsSpan(_used));
        Span<byte> trailer = _top.AsSpan(_used + state.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer, fingerprint.High);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[8..], fingerprint.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(trailer[16..], origin.Pack());
        BinaryPrimitives.WriteInt32LittleEndian(trailer[24..], depth);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[28..], state.Length);
        _used += state.Length + TrailerBytes;
        Count++;
    }

    /// <summary>What it gives is good until the next push; false when nothing waits.</summary>
    public bool TryPop(out Fingerprint fingerprint, out Origin origin, out int depth, out ReadOnlySpan<byte> state)
    {
        (fingerprint, origin, depth) = (default, default, 0);
        state = default;
        if (Count == 0)
            return false;
        if (_used == 0)
        {
            (_top, _used) = (_full[^1], _fullUsed[^1]);
            _full.RemoveAt(_full.Count - 1);
            _fullUsed.RemoveAt(_fullUsed.Count - 1);
        }

        ReadOnlySpan<byte> trailer = _top.AsSpan(_used - TrailerBytes, TrailerBytes);
        fingerprint = new Fingerprint(BinaryPrimitives.ReadUInt64LittleEndian(trailer), BinaryPrimitives.ReadUInt64LittleEndian(trailer[8..]));
        origin = Origin.Unpack(BinaryPrimitives.ReadUInt64LittleEndian(trailer[16..]));
        depth = BinaryPrimitives.ReadInt32LittleEndian(trailer[24..]);
        int length = BinaryPrimitives.ReadInt32LittleEndian(trailer[28..]);
        _used -= TrailerBytes + length;
        state = _top.AsSpan(_used, length);
        Count--;
        return true;
    }

    private void MakeRoom(int bytes)
    {
        if (_used + bytes <= _top.Length)
            return;
        if (_top.Length < PieceBytes)
        {
            Array.Resize(ref _top, Math.Max(_used + bytes, Math.Min(PieceBytes, _top.Length * 4)));
            return;
        }

        _full.Add(_top);
        _fullUsed.Add(_used);
        (_top, _used) = (new byte[Math.Max(PieceBytes, bytes)], 0);
    }
}
