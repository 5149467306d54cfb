using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>An expression whose type may still have to be found out; it is built when that is done.</summary>
/// <param name="Raw">An outcome where it may fail, and else the value.</param>
/// <param name="MayFail">Whether it may be <c>FAIL</c>; known when all types are.</param>
internal sealed record Term(SxtType Type, SourceSpan Span, Func<Expr> Raw, Func<bool> MayFail)
{
    public Term(SxtType type, SourceSpan span, Func<Expr> build)
        : this(type, span, build, Never)
    {
    }

    /// <summary>Whether it is <c>FAIL</c> as written.</summary>
    public bool IsFail { get; init; }

    /// <summary>Of an object whose state is no committed one of the app: that state; null of everything else.</summary>
    public Func<Expr>? State { get; init; }

    /// <summary>Says that nobody uses what a call yields; null of what is no call.</summary>
    public Action? Discard { get; init; }

    /// <summary>Says that only whether a call failed is asked; null of what is no call.</summary>
    public Action? OnlyTested { get; init; }

    public static readonly Func<bool> Never = static () => false;

    public DataType Data => Inference.Resolve(Type).Data;

    /// <summary>The value, of which the run goes wrong when it is <c>FAIL</c>.</summary>
    public Expr Value() => MayFail() ? new Expr.Project(Raw(), DatatypeSymbol.Done, 0, Data, Span) : Raw();

    /// <summary>What it yields as an outcome.</summary>
    public Expr Outcome() => MayFail() ? Raw() : Done(Raw(), Span);

    /// <summary>The value as a place takes it that may hold <c>FAIL</c> or not.</summary>
    public Expr For(bool mayFail) => mayFail ? Outcome() : Value();

    public static DataType.Datatype OutcomeOf(DataType value) => new(DatatypeSymbol.Outcome, [value]);

    public static Expr Done(Expr value, SourceSpan span) => new Expr.Construct(OutcomeOf(value.Type), DatatypeSymbol.Done, [value], span);
}

/// <summary>A variable whose type may still have to be found out.</summary>
internal sealed class ProgramVariable(string name, SourceSpan span, SxtType type, VariableRole role)
{
    private VariableSymbol? _symbol;

    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public SxtType Type { get; } = type;

    private readonly List<Func<bool>> _sources = [];

    /// <summary>Whether it takes <c>FAIL</c>: results do, and locals whose type nobody wrote.</summary>
    public required bool TakesFail { get; init; }

    /// <summary>Something is assigned that may be <c>FAIL</c>, which is known when all types are.</summary>
    public void AddSource(Func<bool> mayFail)
    {
        if (TakesFail)
            _sources.Add(mayFail);
    }

    /// <summary>Whether it may hold <c>FAIL</c> as far as is known of what is assigned; true when that is new.</summary>
    public bool Spread() => !MayFail && (MayFail = _sources.Exists(s => s()));

    public bool MayFail { get; private set; }

    public VariableSymbol Symbol
    {
        get
        {
            DataType data = Inference.Resolve(Type).Data;
            return _symbol ??= new VariableSymbol(Name, Span, MayFail ? Term.OutcomeOf(data) : data, role);
        }
    }

    public Term Read(SourceSpan at) => new(Type, at, () => new Expr.Reference(Symbol, at), () => MayFail);
}
