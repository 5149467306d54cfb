using System.Text;

namespace Sextant.Syntax.Layout;

/// <summary>Breaks a <see cref="Doc"/> into lines, in time linear in its size; no recursion, so that no depth is too deep.</summary>
internal sealed class DocPrinter
{
    private const int IndentWidth = 2;

    private readonly int _width;
    private readonly StringBuilder _out = new();
    private readonly Stack<Command> _commands = new();
    private readonly List<string> _suffixes = [];
    private int _column;

    private DocPrinter(int width) => _width = width;

    private readonly record struct Command(int Indentation, bool IsFlat, Doc Doc);

    /// <summary>The text in lines of at most that many characters where groups allow it.</summary>
    public static string Print(Doc doc, int width)
    {
        var printer = new DocPrinter(width);
        printer._commands.Push(new Command(0, IsFlat: false, doc));
        while (printer._commands.TryPop(out Command command))
            printer.Execute(command);
        printer.WriteSuffixes(0);
        return printer._out.ToString();
    }

    private void Execute(Command command)
    {
        switch (command.Doc)
        {
            case Doc.Words words:
                Write(words.Text);
                break;
            case Doc.Suffix suffix:
                _suffixes.Add(suffix.Text);
                break;
            case Doc.Concatenation concatenation:
                for (int i = concatenation.Parts.Length - 1; i >= 0; i--)
                    _commands.Push(command with { Doc = concatenation.Parts[i] });
                break;
            case Doc.Indented indented:
                _commands.Push(command with { Indentation = command.Indentation + IndentWidth, Doc = indented.Content });
                break;
            case Doc.Grouped group:
                bool isFlat = command.IsFlat || (!group.Breaks && Fits(command with { IsFlat = true, Doc = group.Content }));
                _commands.Push(command with { IsFlat = isFlat, Doc = group.Content });
                break;
            case Doc.Break line when command.IsFlat && line.Flat is not null:
                Write(line.Flat);
                break;
            case Doc.Break:
                WriteLineBreak(command.Indentation);
                break;
        }
    }

    private void Write(string text)
    {
        if (text.Length == 0)
            return;
        if (_column < 0)
        {
            _column = -_column - 1;
            _out.Append(' ', _column);
        }
        _out.Append(text);
        int end = text.LastIndexOf('\n');
        _column = end < 0 ? _column + text.Length : text.Length - end - 1;
    }

    /// <summary>Blanks at the beginning of a line are written with what follows them, so that none stand on empty lines.</summary>
    private void WriteLineBreak(int indentation)
    {
        WriteSuffixes(indentation);
        _out.Append('\n');
        _column = -indentation - 1;
    }

    /// <summary>Two texts at the end of one line would be one comment: the second goes to the next line.</summary>
    private void WriteSuffixes(int indentation)
    {
        for (int i = 0; i < _suffixes.Count; i++)
        {
            if (i > 0)
                _out.Append('\n').Append(' ', indentation);
            _out.Append(i > 0 || _column <= 0 ? _suffixes[i].TrimStart() : _suffixes[i]);
        }
        _suffixes.Clear();
    }

    /// <summary>Whether all up to the next place where a line may end fits into what is left of this one.</summary>
    private bool Fits(Command first)
    {
        int left = _width - (_column < 0 ? -_column - 1 : _column);
        var pending = new Stack<Command>();
        pending.Push(first);
        // The array is in the order in which the commands would be popped.
        using IEnumerator<Command> rest = _commands.GetEnumerator();
        while (left >= 0)
        {
            if (!pending.TryPop(out Command command))
            {
                if (!rest.MoveNext())
                    return true;
                command = rest.Current;
            }
            switch (command.Doc)
            {
                case Doc.Words words:
                    left -= words.Text.Length;
                    break;
                case Doc.Concatenation concatenation:
                    for (int i = concatenation.Parts.Length - 1; i >= 0; i--)
                        pending.Push(command with { Doc = concatenation.Parts[i] });
                    break;
                case Doc.Indented indented:
                    pending.Push(command with { Doc = indented.Content });
                    break;
                case Doc.Grouped group:
                    pending.Push(command with { IsFlat = command.IsFlat && !group.Breaks, Doc = group.Content });
                    break;
                case Doc.Break line when command.IsFlat && line.Flat is not null:
                    left -= line.Flat.Length;
                    break;
                case Doc.Break:
                    return true;
            }
        }
        return false;
    }
}
