namespace Sextant.Exploration.Apps;

/// <summary>Writes a state that differs from another in its header and some of its parts; the rest is copied.</summary>
internal sealed class AppSuccessor(AppParts parts)
{
    private byte[] _bytes = new byte[256];
    private int _used;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _used);

    public void Begin(in AppHeader header)
    {
        _used = AppHeader.Bytes;
        header.Write(_bytes);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_used + bytes.Length > _bytes.Length)
            Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Writes an object.</summary>
    /// <param name="before">Its part before.</param>
    /// <param name="committed">The number of its committed state now.</param>
    /// <param name="newCall">The number of the call that the change calls the one after the last.</param>
    public void AppendObject(int obj, ObjectPart before, int committed, ShapeChange change, int newCall)
    {
        PartTable<LiveCall> calls = parts.Calls[obj];
        ReadOnlySpan<byte> state = parts.States[obj].BytesOf(committed);
        int length = state.Length + change.Shape.Length;
        foreach (int call in change.Calls)
            length += calls.BytesOf(call < before.Calls.Length ? before.Calls[call] : newCall).Length;
        if (_used + length + sizeof(long) > _bytes.Length)
            Reserve(length + sizeof(long));
        _used += AppParts.WriteLength(length, _bytes.AsSpan(_used));
        Append(state);
        Append(change.Shape);
        foreach (int call in change.Calls)
            Append(calls.BytesOf(call < before.Calls.Length ? before.Calls[call] : newCall));
    }

    private void Reserve(int more) => Array.Resize(ref _bytes, Math.Max(_used + more, _bytes.Length * 2));
}
