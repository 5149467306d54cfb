using System.Globalization;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Importing;

namespace Sextant.Runtime.Trees.Durability;

/// <summary>What opening a journal found.</summary>
/// <param name="Problem">Why it cannot be used, with the place; null when it can.</param>
/// <param name="BytesCut">How many bytes of a record that was never acknowledged were cut off the end.</param>
public sealed record JournalOpening(TreeJournal? Journal, string? Problem, long BytesCut);

/// <summary>
/// Keeps a tree on a stream that only grows. What <see cref="Commit"/> has returned from is there after a crash at any moment; a
/// record that was cut off by one is removed when the journal is opened, and damage before the end is reported and nothing is touched.
/// A replica commits before it sends: numbers of operations that others have seen must not be given again.
/// </summary>
public sealed class TreeJournal : IDisposable
{
    private readonly Stream _stream;
    private readonly ReplicatedTree _tree;
    private VersionVector _committed;

    private TreeJournal(Stream stream, ReplicatedTree tree)
    {
        _stream = stream;
        _tree = tree;
        _committed = tree.Version;
    }

    private static ReadOnlySpan<byte> Magic => "SXTJ\u0001\r\n\n"u8;

    /// <summary>Opens or creates the file and brings the tree, which has nothing yet, to what was committed last.</summary>
    public static JournalOpening Open(string path, ReplicatedTree tree)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        JournalOpening opening = Open(file, tree);
        if (opening.Journal is null)
            file.Dispose();
        return opening;
    }

    /// <summary>The same on any stream that can be read, written, positioned and cut; the journal disposes of it.</summary>
    public static JournalOpening Open(Stream stream, ReplicatedTree tree)
    {
        byte[] bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        if (bytes.Length < Magic.Length)
            return Begin(stream, tree, bytes);
        if (!bytes.AsSpan().StartsWith(Magic))
            return new JournalOpening(null, "not a journal of a tree", 0);
        int at = Magic.Length;
        while (JournalRecord.TryRead(bytes.AsSpan(at), out ReadOnlySpan<byte> content))
        {
            ImportResult result = tree.Import(content);
            if (result.Refusals.Count > 0)
                return new JournalOpening(null, At(at, result.Refusals[0].Reason), 0);
            at += JournalRecord.FrameLength + content.Length;
        }
        if (HasRecordAfter(bytes, at))
            return new JournalOpening(null, At(at, "a damaged record"), 0);
        stream.SetLength(at);
        stream.Position = at;
        return new JournalOpening(new TreeJournal(stream, tree), null, bytes.Length - at);
    }

    /// <summary>Writes what the tree has gained since the last commit, and returns when the storage has it.</summary>
    public void Commit()
    {
        VersionVector version = _tree.Version;
        if (version.Equals(_committed))
            return;
        _stream.Write(JournalRecord.Frame(_tree.Export(_committed)));
        Flush(_stream);
        _committed = version;
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>A crash can have left less than the beginning, which is then a beginning of the beginning.</summary>
    private static JournalOpening Begin(Stream stream, ReplicatedTree tree, byte[] bytes)
    {
        if (!Magic.StartsWith(bytes))
            return new JournalOpening(null, "not a journal of a tree", 0);
        stream.SetLength(0);
        stream.Write(Magic);
        Flush(stream);
        return new JournalOpening(new TreeJournal(stream, tree), null, bytes.Length);
    }

    private static bool HasRecordAfter(byte[] bytes, int at)
    {
        for (int later = at + 1; later <= bytes.Length - JournalRecord.FrameLength; later++)
        {
            if (JournalRecord.TryRead(bytes.AsSpan(later), out _))
                return true;
        }
        return false;
    }

    private static void Flush(Stream stream)
    {
        if (stream is FileStream file)
            file.Flush(flushToDisk: true);
        else
            stream.Flush();
    }

    private static string At(int offset, string reason) => string.Create(CultureInfo.InvariantCulture, $"{reason} at byte {offset}");
}
