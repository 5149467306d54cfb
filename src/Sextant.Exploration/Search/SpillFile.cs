using Microsoft.Win32.SafeHandles;

namespace Sextant.Exploration.Search;

/// <summary>States that wait on disk, in a file without a name that lasts, which goes when the search does.</summary>
internal sealed class SpillFile : IDisposable
{
    private readonly SafeFileHandle _handle = File.OpenHandle(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);

    public long Bytes { get; private set; }

    /// <summary>Where it stands.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        long place = Bytes;
        RandomAccess.Write(_handle, bytes, place);
        Bytes += bytes.Length;
        return place;
    }

    /// <summary>May be called by several threads at once.</summary>
    public void Read(long place, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            int read = RandomAccess.Read(_handle, into, place);
            if (read == 0)
                throw new EndOfStreamException();
            into = into[read..];
            place += read;
        }
    }

    public void Dispose() => _handle.Dispose();
}
