using System.Collections.Immutable;
using Sextant.Syntax;

namespace Sextant.Proof.Smt;

/// <summary>
/// Reads S-expressions from text that another program wrote. The text is not trusted: depth and size are bounded, and the
/// reader keeps its own stack, so that no input can exhaust ours.
/// </summary>
internal sealed class SExprReader
{
    /// <summary>Values of models nest as deep as a chain of stores; whoever walks them recursively must not overflow.</summary>
    public const int DepthMax = 1_000;

    public const int NodesMax = 1_000_000;

    private readonly string _text;
    private readonly Stack<ImmutableArray<SExpr>.Builder> _open = new();
    private ImmutableArray<SExpr>.Builder _items = ImmutableArray.CreateBuilder<SExpr>();
    private int _position;
    private int _nodes;

    private SExprReader(string text) => _text = text;

    /// <summary>Reads all expressions of a text; <paramref name="problem"/> is empty, or says why it could not be read.</summary>
    public static bool TryRead(string text, out ImmutableArray<SExpr> expressions, out string problem)
    {
        var reader = new SExprReader(text);
        problem = reader.ReadAll();
        expressions = problem.Length == 0 ? reader._items.ToImmutable() : [];
        return problem.Length == 0;
    }

    private string ReadAll()
    {
        while (_position < _text.Length)
        {
            string problem = ReadNext(_text[_position]);
            if (problem.Length > 0)
                return problem;
            if (_nodes > NodesMax)
                return $"more than {NodesMax} expressions";
        }
        return _open.Count == 0 ? "" : "a parenthesis is not closed";
    }

    private string ReadNext(char next)
    {
        switch (next)
        {
            case ' ' or '\t' or '\r' or '\n':
                _position++;
                return "";
            case ';':
                _position = IndexOrEnd('\n', _position);
                return "";
            case '(':
                return Open();
            case ')':
                return Close();
            case '"':
                return ReadString();
            case '|':
                return ReadQuotedSymbol();
            default:
                return ReadPlainAtom();
        }
    }

    private string Open()
    {
        if (_open.Count == DepthMax)
            return $"nested more than {DepthMax} deep";
        _position++;
        _open.Push(_items);
        _items = ImmutableArray.CreateBuilder<SExpr>();
        return "";
    }

    private string Close()
    {
        if (_open.Count == 0)
            return "a parenthesis is closed that was not opened";
        _position++;
        var list = new SExpr.List(new EquatableArray<SExpr>(_items.ToImmutable()));
        _items = _open.Pop();
        return Add(list);
    }

    private string ReadString()
    {
        int end = _position + 1;
        while (true)
        {
            end = IndexOrEnd('"', end);
            if (end == _text.Length)
                return "a string is not closed";
            if (end + 1 == _text.Length || _text[end + 1] != '"')
                break;
            end += 2;
        }
        string value = _text[(_position + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal);
        _position = end + 1;
        return Add(new SExpr.String(value));
    }

    private string ReadQuotedSymbol()
    {
        int end = IndexOrEnd('|', _position + 1);
        if (end == _text.Length)
            return "a quoted symbol is not closed";
        var atom = new SExpr.Atom(_text[(_position + 1)..end]);
        _position = end + 1;
        return Add(atom);
    }

    private string ReadPlainAtom()
    {
        int start = _position;
        while (_position < _text.Length && !IsDelimiter(_text[_position]))
        {
            if (char.IsControl(_text[_position]))
                return "a control character";
            _position++;
        }
        return Add(new SExpr.Atom(_text[start.._position]));
    }

    private string Add(SExpr expression)
    {
        _items.Add(expression);
        _nodes++;
        return "";
    }

    private int IndexOrEnd(char c, int from)
    {
        int index = from <= _text.Length ? _text.IndexOf(c, from) : -1;
        return index < 0 ? _text.Length : index;
    }

    private static bool IsDelimiter(char c) => c is ' ' or '\t' or '\r' or '\n' or '(' or ')' or '"' or '|' or ';';
}
