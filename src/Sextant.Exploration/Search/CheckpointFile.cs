using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sextant.Exploration.Search;

/// <summary>
/// A search that was put by, as a file: what it is a search of, all that it knows, and a SHA-256 of both. The numbers are
/// those of the machine that wrote it, which is of the same byte order as the one that reads it.
/// </summary>
internal static class CheckpointFile
{
    public const int HashBytes = 32;

    private static readonly byte[] Magic = "sextant checkpoint 2\n"u8.ToArray();

    /// <summary>Puts a whole file in the place of an older one, or leaves the older one.</summary>
    /// <param name="about">Names the model and its bounds.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, string about, Action<CheckpointWriter> content)
    {
        string unfinished = path + ".unfinished";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                var writer = new CheckpointWriter(file, hash);
                writer.WriteArray<byte>(Magic);
                writer.WriteArray<byte>(Encoding.UTF8.GetBytes(about));
                content(writer);
                file.Write(hash.GetHashAndReset());
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(e.Message, e);
        }
    }

    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or belongs to another search.</exception>
    public static void Read(string path, string about, Action<CheckpointReader> content)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            long end = file.Length - HashBytes;
            if (end < 0 || !IsWhole(file, end))
                throw new CheckpointException("it is not a whole checkpoint");
            file.Position = 0;
            var reader = new CheckpointReader(file, end);
            if (!reader.ReadArray<byte>().AsSpan().SequenceEqual(Magic))
                throw new CheckpointException("it is not a checkpoint of this version");
            string written = Encoding.UTF8.GetString(reader.ReadArray<byte>());
            if (!string.Equals(written, about, StringComparison.Ordinal))
                throw new CheckpointException($"it is of another search: {written}; this one is {about}");
            content(reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(e.Message, e);
        }
    }

    private static bool IsWhole(FileStream file, long end)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        while (file.Position < end)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, end - file.Position));
            hash.AppendData(buffer, 0, read);
        }

        var written = new byte[HashBytes];
        file.ReadExactly(written);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(written);
    }
}

/// <summary>A checkpoint cannot be written or used; the message says why, for whoever named the file.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);

internal sealed class CheckpointWriter(Stream to, IncrementalHash hash)
{
    public void Write(long number) => WriteBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in number)));

    public void WriteArray<T>(ReadOnlySpan<T> items) where T : unmanaged
    {
        Write(items.Length);
        WriteBytes(MemoryMarshal.AsBytes(items));
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes);
        hash.AppendData(bytes);
    }
}

internal sealed class CheckpointReader(Stream from, long end)
{
    public long ReadInt64()
    {
        long number = 0;
        ReadBytes(MemoryMarshal.AsBytes(new Span<long>(ref number)));
        return number;
    }

    public int ReadInt32() => ReadInt64() is >= int.MinValue and <= int.MaxValue and var number ? (int)number : throw new CheckpointException("its parts do not fit together");

    /// <summary>No more than the file holds.</summary>
    public T[] ReadArray<T>() where T : unmanaged
    {
        int length = ReadInt32();
        if (length < 0 || length > (end - from.Position) / Marshal.SizeOf<T>())
            throw new CheckpointException("its parts do not fit together");
        var items = new T[length];
        ReadBytes(MemoryMarshal.AsBytes(items.AsSpan()));
        return items;
    }

    private void ReadBytes(Span<byte> bytes)
    {
        if (bytes.Length > end - from.Position)
            throw new CheckpointException("its parts do not fit together");
        from.ReadExactly(bytes);
    }
}
