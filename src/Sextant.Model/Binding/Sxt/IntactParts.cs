using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// What can be bound of a file with errors of grammar: the declarations and members without one. What is wrong with them is told
/// as well, unless it may come from what is left out: one cause is one error.
/// </summary>
internal sealed class IntactParts
{
    private readonly SourceText _source;
    private readonly SourceSpan[] _errors;
    private readonly List<SourceSpan> _understood = [];

    /// <summary>Names that may be declared where the grammar is not right.</summary>
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>Whether something is skipped that may declare whatever is missed elsewhere.</summary>
    private readonly bool _isNameLost;

    /// <summary>Whether a part of a program is left out, from which the types of others would be found out.</summary>
    private bool _areTypesOpen;

    private IntactParts(SxtProgram program, DiagnosticBag errors)
    {
        _source = errors.Source;
        _errors = [.. errors.ToImmutable().Where(d => d.IsError).Select(d => d.Span)];
        _understood.AddRange(program.Trivia.Comments.Select(c => c.Span));
        Program = program with { Declarations = program.Declarations.Select(Intact).OfType<Declaration>().ToEquatable() };
        string[] skipped = [.. SkippedWords()];
        _isNameLost = skipped.Length > 0 || _leftOut.Contains(Nameless);
        _areTypesOpen |= skipped.Length > 0 && program.Declarations.Any(d => d is Declaration.Object { Kind: not ObjectKind.Replicated });
        _leftOut.UnionWith(skipped);
    }

    private SxtProgram Program { get; }

    /// <summary>Reports what else is wrong with a file of which the grammar is not right everywhere.</summary>
    public static void Report(SxtProgram program, DiagnosticBag diagnostics)
    {
        var parts = new IntactParts(program, diagnostics);
        // What cannot be read has been reported: nothing is built of a program with a part that is missing.
        var found = new DiagnosticBag(diagnostics.Source);
        foreach (Diagnostic known in diagnostics.ToImmutable())
            found.Report(known);
        SxtBinder.BindAll(parts.Program, found);
        foreach (Diagnostic error in found.ToImmutable().Where(parts.IsOfItsOwn))
            diagnostics.Report(error);
    }

    /// <summary>Whether an error cannot come from what is left out.</summary>
    private bool IsOfItsOwn(Diagnostic error) => error.IsError && !AsksForMore.Contains(error.Code) && !(_areTypesOpen && DependsOnTypes.Contains(error.Code))
        && !(_isNameLost && IsUnknown(error)) && !Quoted(error.Message).Any(w => _leftOut.Contains(w) || (IsUnknown(error) && IsNear(w)));

    /// <summary>Whether something that is left out may be meant: its name too may be damaged, or run into the next word.</summary>
    private bool IsNear(string name) => Spelling.Suggest(name, _leftOut) is not null || _leftOut.Any(l => l.StartsWith(name, StringComparison.Ordinal));

    private static bool IsUnknown(Diagnostic error) => error.Code == DiagnosticCodes.UnknownName || error.Code == DiagnosticCodes.UnknownType;

    /// <summary>What is missing may be what is left out.</summary>
    private static readonly DiagnosticCode[] AsksForMore = [DiagnosticCodes.UnknownOperandType, DiagnosticCodes.NoMerge, DiagnosticCodes.NoState, DiagnosticCodes.OutsideLoop];

    private static readonly DiagnosticCode[] DependsOnTypes = [DiagnosticCodes.TypeMismatch, DiagnosticCodes.WrongKindOfName, DiagnosticCodes.WrongArgumentCount, DiagnosticCodes.NotAMap];

    /// <summary>The name of what lost its name.</summary>
    private const string Nameless = "";

    /// <summary>Whether there is an error in it, or where it should go on.</summary>
    private bool IsBroken(SourceSpan span)
    {
        string text = _source.Content;
        int end = span.End;
        bool isClosed = span.Length > 0 && text[end - 1] is ';' or '}';
        while (!isClosed && end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        return Array.Exists(_errors, e => e.Start >= span.Start && e.Start <= end);
    }

    private Declaration? Intact(Declaration declaration)
    {
        if (declaration is Declaration.Object obj)
            return Intact(obj);
        return IsUnderstood(declaration.Span, () => Named(declaration)) ? declaration : null;
    }

    /// <summary>An object with the members that are whole; null where already its head is not.</summary>
    private Declaration.Object? Intact(Declaration.Object obj)
    {
        SourceSpan head = Between(obj.Span.Start, obj.Members.Count == 0 ? obj.Span.End : obj.Members[0].Span.Start - 1);
        bool isUnderstood = IsUnderstood(head, () => [obj.Name.Text]);
        Declaration.Object intact = obj with { Members = obj.Members.Where(m => IsUnderstood(m.Span, () => Named(m))).ToEquatable() };
        _areTypesOpen |= obj.Kind != ObjectKind.Replicated && (!isUnderstood || obj.Members.Except(intact.Members).Any(m => m is not Member.Property));
        return isUnderstood ? intact : null;
    }

    private bool IsUnderstood(SourceSpan span, Func<IEnumerable<string>> names)
    {
        _understood.Add(span);
        if (!IsBroken(span))
            return true;
        _leftOut.UnionWith(names());
        return false;
    }

    private static IEnumerable<string> Named(Member member) => member switch
    {
        Member.Field m => [m.Name.Text],
        Member.Routine m => [m.Name.Text],
        Member.Declared m => Named(m.Declaration),
        _ => [],
    };

    /// <summary>What others may name that a declaration declares: of types the cases and fields too.</summary>
    private static IEnumerable<string> Named(Declaration declaration) => declaration switch
    {
        Declaration.Constant d => [d.Name.Text],
        Declaration.Function d => [d.Name.Text],
        Declaration.NamedType d => [d.Name.Text],
        Declaration.Record d => [Nameless, d.Name.Text, .. d.Fields.Select(f => f.Name.Text)],
        Declaration.Enum d => [Nameless, d.Name.Text, .. d.Cases.Select(c => c.Text)],
        _ => [],
    };

    /// <summary>Of what the parser skipped nobody knows what it would have declared.</summary>
    private IEnumerable<string> SkippedWords()
    {
        int end = 0;
        foreach (SourceSpan span in _understood.OrderBy(s => s.Start).Append(Between(_source.Content.Length, _source.Content.Length)))
        {
            if (span.Start > end)
            {
                foreach (string word in Words(Between(end, span.Start)))
                    yield return word;
            }

            end = Math.Max(end, span.End);
        }
    }

    private static SourceSpan Between(int start, int end) => new(start, end - start);

    private IEnumerable<string> Words(SourceSpan span) => WordsOf(_source.Content.Substring(span.Start, span.End - span.Start));

    /// <summary>The names that a message speaks of.</summary>
    private static IEnumerable<string> Quoted(string message) => message.Split('`').Where((_, i) => i % 2 == 1).SelectMany(WordsOf);

    private static IEnumerable<string> WordsOf(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
                i++;
            if (i > start)
                yield return text[start..i];
        }
    }
}
