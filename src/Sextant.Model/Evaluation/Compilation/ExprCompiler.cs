using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Compilation;

/// <summary>
/// Turns expressions into delegates that call one another. What can be chosen by looking at the expression, such as the kind
/// of numbers, is chosen here and not when it runs.
/// </summary>
internal sealed partial class ExprCompiler(Evaluator evaluator, Layout layout)
{
    private Dictionary<Symbol, int> _bound = [];
    private bool _readsBefore;
    private int _depth;
    private int _deepest;

    /// <summary>How many quantifiers were met that may come out undecided.</summary>
    private int _undecidable;

    private ValueDomains Domains => evaluator.Domains;

    public Computation ComputeWhole(Expr expression) => Whole<Computation>(() => Compute(expression), fault => _ => throw new EvaluationFaultException(fault));

    public Condition DecideWhole(Expr condition) => Whole<Condition>(() => Decide(condition), fault => _ => throw new EvaluationFaultException(fault));

    /// <inheritdoc cref="Lambda"/>
    public Computation LambdaWhole(DataType.Map type, ImmutableArray<EquatableArray<VariableSymbol>> indices, Expr value) =>
        Whole<Computation>(() => Lambda(type, indices, value), fault => _ => throw new EvaluationFaultException(fault));

    /// <summary>A fault that is met while compiling is one of the run, so that whoever compiles need not expect it.</summary>
    private T Whole<T>(Func<T> compile, Func<EvaluationFault, T> failing)
    {
        (_bound, _readsBefore, _depth, _deepest, _undecidable) = ([], false, 0, 0, 0);
        try
        {
            return compile();
        }
        catch (EvaluationFaultException e)
        {
            return failing(e.Fault);
        }
    }

    private Computation Compute(Expr expression)
    {
        if (expression.Type is DataType.Bool && expression is not (Expr.Reference or Expr.Select or Expr.Project or Expr.BoolLiteral))
        {
            Condition condition = Decide(expression);
            return f => Datum.Of(condition(f));
        }

        Enter(expression);
        Computation result = expression switch
        {
            Expr.BoolLiteral e => Always(Datum.Of(e.Value)),
            Expr.IntLiteral e => Always(Datum.Of(e.Value)),
            Expr.RealLiteral e => Always(Datum.Ratio(e.Numerator, System.Numerics.BigInteger.Pow(10, e.Scale))),
            Expr.BitVectorLiteral e => Always(Datum.Of(e.Value)),
            Expr.TextLiteral e => Always(Datum.Of(e.Value)),
            Expr.Reference e => Reference(e),
            Expr.Old e => Before(() => Compute(e.Operand)),
            Expr.Apply e => Apply(e),
            Expr.Unary e => Negate(e),
            Expr.Binary e => Arithmetic(e),
            Expr.Conditional e => Conditional(e),
            Expr.Select e => Select(e),
            Expr.Store e => Store(e),
            Expr.Extract e => Extract(e),
            Expr.Construct e => Construct(e),
            Expr.Project e => Project(e),
            Expr.Lambda e => Lambda((DataType.Map)e.Type, [e.Variables], e.Body),
            Expr.Sum e => Sum(e),
            Expr.ListOf e => ListOf(e),
            Expr.Primitive e => Primitive(e),
            _ => throw new InvalidOperationException($"no evaluation of {expression.GetType().Name}"),
        };
        _depth--;
        return result;
    }

    public Condition Decide(Expr expression)
    {
        Enter(expression);
        Condition result = expression switch
        {
            Expr.BoolLiteral e => e.Value ? static _ => true : static _ => false,
            Expr.Unary { Operator: UnaryOperator.Not } e => Not(Decide(e.Operand)),
            Expr.Binary e => Logical(e),
            Expr.Is e => Is(e),
            Expr.Quantified e => Quantified(e),
            Expr.Old e => Before(() => Decide(e.Operand)),
            Expr.Conditional e => DecideConditional(e),
            Expr.Reference or Expr.Select or Expr.Project => Test(Compute(expression)),
            Expr.Apply e => Test(Apply(e)),
            Expr.Primitive e => Test(Primitive(e)),
            _ => throw new InvalidOperationException($"no decision of {expression.GetType().Name}"),
        };
        _depth--;
        return result;
    }

    /// <summary>Everything that is evaluated within an expression takes stack, so the height of what is compiled is bounded.</summary>
    private void Enter(Expr expression)
    {
        Deepen(1, expression.Span);
        _depth++;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooDeep(expression.Span);
    }

    private void Deepen(int by, SourceSpan span)
    {
        _deepest = Math.Max(_deepest, _depth + by);
        if (_deepest > evaluator.Limits.Depth)
            throw TooDeep(span);
    }

    private EvaluationFaultException TooDeep(SourceSpan span) => new(FaultKind.Bound, span,
        string.Create(CultureInfo.InvariantCulture, $"expressions and the functions in them nest deeper than {evaluator.Limits.Depth} levels"));

    private static Computation Always(Datum value) => _ => value;

    private static Condition Test(Computation value) => f => value(f).IsTrue;

    private static Condition Not(Condition operand) => f => !operand(f);

    private T Before<T>(Func<T> compile)
    {
        bool outer = _readsBefore;
        _readsBefore = true;
        T result = compile();
        _readsBefore = outer;
        return result;
    }

    private Computation Reference(Expr.Reference reference)
    {
        if (SlotOf(reference.Symbol) is { } slot)
            return f => f.Slots[slot];
        return evaluator.Universe.Constants.TryGetValue((ConstantSymbol)reference.Symbol, out Datum constant)
            ? Always(constant)
            : Fails(FaultKind.NotExecutable, reference.Span, $"nothing says which value the constant `{reference.Symbol.Name}` has");
    }

    /// <summary>Null for constants whose value the universe says.</summary>
    private int? SlotOf(Symbol symbol)
    {
        if (_bound.TryGetValue(symbol, out int slot) || (_readsBefore && layout.TryFindBefore(symbol, out slot)) || layout.TryFind(symbol, out slot))
            return slot;
        return symbol is ConstantSymbol ? null : throw new InvalidOperationException($"the layout has no slot for `{symbol.Name}`");
    }

    private static Computation Fails(FaultKind kind, SourceSpan span, string message) => _ => throw new EvaluationFaultException(kind, span, message);

    private Computation Conditional(Expr.Conditional conditional)
    {
        Condition condition = Decide(conditional.Condition);
        Computation then = Compute(conditional.Then);
        Computation otherwise = Compute(conditional.Else);
        return f => condition(f) ? then(f) : otherwise(f);
    }

    private Condition DecideConditional(Expr.Conditional conditional)
    {
        Condition condition = Decide(conditional.Condition);
        Condition then = Decide(conditional.Then);
        Condition otherwise = Decide(conditional.Else);
        return f => condition(f) ? then(f) : otherwise(f);
    }

    public void Spend(Frame frame, SourceSpan span)
    {
        if (--frame.Steps < 0)
            throw new EvaluationFaultException(FaultKind.Bound, span, string.Create(CultureInfo.InvariantCulture, $"the run takes more than {evaluator.Limits.Steps} steps"));
    }

    private Datum Sized(HeapValue value, SourceSpan span) => value.Size <= evaluator.Limits.ValueSize
        ? new Datum(value)
        : throw new EvaluationFaultException(FaultKind.Bound, span, string.Create(CultureInfo.InvariantCulture, $"a value has more than {evaluator.Limits.ValueSize} parts"));
}
