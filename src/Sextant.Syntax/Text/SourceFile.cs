using System.Globalization;
using System.Text.Unicode;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Syntax.Text;

/// <summary>What came of reading a file: its text, or the diagnostic that says why there is none.</summary>
public abstract record SourceFile
{
    /// <summary>A larger file is not read: input is untrusted, and a specification is written by people.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private SourceFile()
    {
    }

    public sealed record Readable(SourceText Text) : SourceFile;

    public sealed record Unreadable(Diagnostic Diagnostic) : SourceFile;

    /// <summary>Reads a file of at most <paramref name="maxBytes"/> bytes of UTF-8.</summary>
    public static SourceFile Load(string path, int maxBytes = MaxBytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
            return Refuse(path, DiagnosticCodes.CannotRead, "this is a directory, not a file", "name the specification inside it");
        try
        {
            return Read(path, maxBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(path, DiagnosticCodes.CannotRead, "there is no such file", "the path is taken relative to the current directory");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(path, DiagnosticCodes.CannotRead, "the file may not be read", "change its permissions");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return Refuse(path, DiagnosticCodes.CannotRead, $"the file cannot be read: {e.Message}");
        }
    }

    private static SourceFile Read(string path, int maxBytes)
    {
        using FileStream stream = File.OpenRead(path);
        // One byte more than allowed tells a full file from a too long one, whatever length the file claims to have.
        byte[] buffer = new byte[Math.Min(stream.CanSeek ? Math.Max(stream.Length, 4096) : maxBytes, maxBytes) + 1];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > maxBytes
            ? Refuse(path, DiagnosticCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"the file is larger than {maxBytes} bytes"))
            : Decode(path, buffer.AsSpan(0, length));
    }

    private static SourceFile Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        int zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
            return Refuse(path, DiagnosticCodes.NotText, string.Create(CultureInfo.InvariantCulture, $"the file is not text: byte {zero + 1} is zero"));
        char[] characters = new char[bytes.Length];
        Utf8.ToUtf16(bytes, characters, out int read, out int written, replaceInvalidSequences: false);
        return read == bytes.Length
            ? new Readable(new SourceText(path, new string(characters, 0, written)))
            : Refuse(path, DiagnosticCodes.NotText, string.Create(CultureInfo.InvariantCulture, $"the file is not UTF-8 text: byte {read + 1} fits no character"), "save it as UTF-8");
    }

    private static Unreadable Refuse(string path, DiagnosticCode code, string message, string? help = null) =>
        new(new Diagnostic(code, path, Source: null, default, message, help ?? code.Help, []));
}
