using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>
/// Finds out the types that nobody wrote, by making equal what must be equal (Damas, Milner, POPL 1982, without let-polymorphism).
/// What depends on a type that is not known yet waits for it. Expressions are built when all is known.
/// </summary>
internal sealed class Inference(DiagnosticBag diagnostics, TheoryBuilder theory)
{
    /// <summary>A rule that needs to see a type; a guess may be made when nothing else is left to learn from.</summary>
    private sealed record Waiting(SxtType Type, SourceSpan Span, Func<SxtType, bool> Go, Func<SxtType?> Guess, string Unknown);

    private readonly List<Waiting> _waiting = [];
    private readonly List<ProgramVariable> _variables = [];
    private readonly List<OpenType> _open = [];

    public OpenType NewType()
    {
        var type = new OpenType();
        _open.Add(type);
        return type;
    }

    /// <param name="isTyped">Whether somebody wrote the type.</param>
    public ProgramVariable NewVariable(string name, SourceSpan span, SxtType type, Expressions.VariableRole role, bool isTyped = false)
    {
        var variable = new ProgramVariable(name, span, type, role) { TakesFail = !isTyped && role is (Expressions.VariableRole.Result or Expressions.VariableRole.Local) };
        _variables.Add(variable);
        return variable;
    }

    /// <summary>The type itself, as far as its outermost part is known.</summary>
    public static SxtType Head(SxtType type)
    {
        while (type is OpenType { Solution: { } solution })
            type = solution;
        return type;
    }

    /// <summary>The type with everything in it that has been found out.</summary>
    public static SxtType Resolve(SxtType type) => Head(type) switch
    {
        SxtType.Option t => new SxtType.Option(Resolve(t.Element)),
        SxtType.Tuple t => new SxtType.Tuple(t.Parts.Select(Resolve).ToEquatable()),
        SxtType.List t => t with { Element = Resolve(t.Element) },
        SxtType.Set t => new SxtType.Set(Resolve(t.Key)),
        SxtType.Map t => new SxtType.Map(Resolve(t.Key), Resolve(t.Value)),
        SxtType.Record { Arguments.Count: > 0 } t => new SxtType.Record(t.Symbol, t.Arguments.Select(Resolve).ToEquatable(), t.Fields.Select(Resolve).ToEquatable()),
        var other => other,
    };

    /// <summary>Makes two types equal; false where they cannot be. A natural number is an integer.</summary>
    public static bool Unify(SxtType left, SxtType right)
    {
        (SxtType a, SxtType b) = (Head(left), Head(right));
        if (ReferenceEquals(a, b))
            return true;
        if (a is OpenType x)
            return Solve(x, b);
        if (b is OpenType y)
            return Solve(y, a);
        return (a, b) switch
        {
            (SxtType.Option s, SxtType.Option t) => Unify(s.Element, t.Element),
            (SxtType.List s, SxtType.List t) => s.IsDense == t.IsDense && Unify(s.Element, t.Element),
            (SxtType.Set s, SxtType.Set t) => Unify(s.Key, t.Key),
            (SxtType.Map s, SxtType.Map t) => Unify(s.Key, t.Key) && Unify(s.Value, t.Value),
            (SxtType.Tuple s, SxtType.Tuple t) => s.Parts.Count == t.Parts.Count && s.Parts.Zip(t.Parts).All(p => Unify(p.First, p.Second)),
            (SxtType.Record s, SxtType.Record t) => s.Symbol == t.Symbol && s.Arguments.Zip(t.Arguments).All(p => Unify(p.First, p.Second)),
            _ => a.Erased == b.Erased,
        };
    }

    private static bool Solve(OpenType open, SxtType type)
    {
        if (Occurs(open, type))
            return false;
        open.Solution = type is SxtType.Nat ? SxtType.Integer : type;
        return true;
    }

    private static bool Occurs(OpenType open, SxtType type) => Head(type) switch
    {
        OpenType other => ReferenceEquals(other, open),
        SxtType.Option t => Occurs(open, t.Element),
        SxtType.List t => Occurs(open, t.Element),
        SxtType.Set t => Occurs(open, t.Key),
        SxtType.Map t => Occurs(open, t.Key) || Occurs(open, t.Value),
        SxtType.Tuple t => t.Parts.Any(p => Occurs(open, p)),
        SxtType.Record t => t.Arguments.Any(p => Occurs(open, p)),
        _ => false,
    };

    /// <summary>The term, when it is of the type that its place needs; null when it is not, which is reported.</summary>
    public Term? Expect(Term? term, SxtType expected, params ReadOnlySpan<DiagnosticLabel> because)
    {
        if (term is null)
            return null;
        if (Unify(term.Type, expected))
            return term;
        (SxtType given, SxtType wanted) = (Resolve(term.Type), Resolve(expected));
        diagnostics.Report(DiagnosticCodes.TypeMismatch, term.Span, $"this is of type `{given}`, and `{wanted}` is needed", TypeAdvice.For(given, wanted) ?? (because.Length == 0 ? $"write a value of type `{wanted}`" : null), because);
        return null;
    }

    /// <summary>A term whose meaning depends on a type: made at once where that is known, and else when it becomes so.</summary>
    /// <param name="then">Gives null when it is wrong, which it reports.</param>
    /// <param name="guess">What the type is most likely, where nothing says so; null for no guess.</param>
    public Term? When(SxtType type, SourceSpan span, Func<SxtType, Term?> then, Func<SxtType?>? guess = null)
    {
        if (Head(type) is not OpenType open)
            return then(Head(type));
        OpenType result = NewType();
        Term? made = null;
        Await(open, span, known =>
        {
            made = then(known);
            return made is not null && Expect(made, result) is not null;
        }, guess);
        return new Term(result, span, () => made!.Raw(), () => made!.MayFail());
    }

    /// <summary>A rule that is applied when the type is known.</summary>
    /// <param name="go">False when something is wrong, which it reports.</param>
    public void Await(SxtType type, SourceSpan span, Func<SxtType, bool> go, Func<SxtType?>? guess = null, string unknown = "the type of this is not known")
    {
        if (Head(type) is OpenType)
            _waiting.Add(new Waiting(type, span, go, guess ?? (static () => null), unknown));
        else
            go(Head(type));
    }

    /// <summary>Applies the rules that wait, and gives what is left open a type of its own. Nothing may be built before.</summary>
    public void Finish()
    {
        while (_waiting.Count > 0)
        {
            int ready = _waiting.FindIndex(w => Head(w.Type) is not OpenType);
            if (ready < 0)
            {
                ready = _waiting.FindIndex(w => w.Guess() is { } guess && Unify(w.Type, guess));
                if (ready < 0)
                    break;
            }

            Waiting next = _waiting[ready];
            _waiting.RemoveAt(ready);
            if (!next.Go(Head(next.Type)))
                break;
        }

        if (_waiting.Count > 0 && !diagnostics.HasErrors)
        {
            Waiting first = _waiting.OrderBy(w => w.Span.Start).First();
            diagnostics.Report(DiagnosticCodes.UnknownOperandType, first.Span, first.Unknown, "say the type where the variable is declared, as in `x: T` or `local x : T;`");
        }

        _waiting.Clear();
        if (diagnostics.HasErrors)
            return;
        foreach (OpenType open in _open.Where(o => o.Solution is null))
            open.Solution = AnyType();
        SpreadFailure();
    }

    /// <summary>The type of what nothing is done with but to hand it on: any other would do as well.</summary>
    private SxtType.Uninterpreted AnyType()
    {
        var sort = new Types.SortSymbol("any", 0);
        if (!theory.Sorts.Contains(sort))
            theory.Sorts.Add(sort);
        return new SxtType.Uninterpreted(sort);
    }

    /// <summary>A variable may hold <c>FAIL</c> when something is assigned to it that may be.</summary>
    private void SpreadFailure()
    {
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            foreach (ProgramVariable variable in _variables)
                isChanged |= variable.Spread();
        }
    }
}
