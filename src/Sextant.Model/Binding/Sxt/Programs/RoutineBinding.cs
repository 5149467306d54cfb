using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>A method, proc or client while its types are found out.</summary>
/// <param name="result">What it yields: of the type <see cref="SxtType.Nothing"/> where that is nothing.</param>
internal sealed class RoutineBinding(Identifier name, SourceSpan span, Block body, ProgramVariable result)
{
    private readonly List<ProgramVariable> _locals = [];

    public Identifier Name { get; } = name;

    public Block Body { get; } = body;

    public ProgramVariable Result { get; } = result;

    public List<ProgramVariable> Parameters { get; } = [];

    public List<Func<ProgramStatement>> Statements { get; } = [];

    /// <summary>Whether a value is returned somewhere.</summary>
    public bool YieldsValue { get; set; }

    /// <summary>The procs that it calls, with the place of the first call.</summary>
    public Dictionary<RoutineBinding, SourceSpan> Calls { get; } = [];

    private readonly Dictionary<string, RoutineBinding> _lastCalled = new(StringComparer.Ordinal);

    /// <summary>Remembers which method of the object a push behind it would commit.</summary>
    public void Called(string obj, RoutineBinding method) => _lastCalled[obj] = method;

    public RoutineBinding? LastCalled(string obj) => _lastCalled.GetValueOrDefault(obj);

    public void Add(ProgramVariable local) => _locals.Add(local);

    public Routine Build()
    {
        EquatableArray<ProgramStatement> statements = [.. Parameters.Where(p => p.Type is SxtType.Nat).Select(IsNatural), .. BuildAll(Statements)];
        DataType yielded = Inference.Resolve(Result.Type).Data;
        return new Routine(Name.Text, Name.Span, Parameters.Select(p => p.Symbol).ToEquatable(), _locals.Select(l => l.Symbol).ToEquatable(),
            Result.MayFail ? Term.OutcomeOf(yielded) : yielded, statements, span);
    }

    private static ProgramStatement IsNatural(ProgramVariable parameter) => new ProgramStatement.Require(
        Formula.Condition(Expressions.BinaryOperator.GreaterOrEqual, parameter.Read(parameter.Span).Value(), Formula.Zero(parameter.Span), parameter.Span),
        $"`{parameter.Name}` is a `nat`, and is given a negative number", parameter.Span);

    public static EquatableArray<ProgramStatement> BuildAll(IEnumerable<Func<ProgramStatement>> statements) => statements.Select(s => s()).ToEquatable();
}
