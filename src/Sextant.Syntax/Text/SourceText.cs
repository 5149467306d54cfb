using System.Collections.Immutable;

namespace Sextant.Syntax.Text;

/// <summary>The text of one file with the index of its lines.</summary>
public sealed class SourceText
{
    private readonly ImmutableArray<int> _lineStarts;

    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
        _lineStarts = FindLineStarts(content);
    }

    /// <summary>The path as the user wrote it; results name it so.</summary>
    public string Path { get; }

    public string Content { get; }

    public int LineCount => _lineStarts.Length;

    public SourcePosition PositionOf(int offset)
    {
        int index = _lineStarts.BinarySearch(Math.Clamp(offset, 0, Content.Length));
        int line = index >= 0 ? index : ~index - 1;
        return new SourcePosition(line + 1, Math.Clamp(offset, 0, Content.Length) - _lineStarts[line] + 1);
    }

    /// <summary>The text of a line (counted from 1) without its line break.</summary>
    public string LineAt(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] : Content.Length;
        return Content[start..end].TrimEnd('\r', '\n');
    }

    public string Slice(SourceSpan span) => Content.Substring(span.Start, span.Length);

    private static ImmutableArray<int> FindLineStarts(string content)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (int i = content.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = content.IndexOf('\n', i + 1))
            starts.Add(i + 1);
        return starts.ToImmutable();
    }
}
