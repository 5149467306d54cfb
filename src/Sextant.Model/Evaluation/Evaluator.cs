using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Model.Values;

namespace Sextant.Model.Evaluation;

/// <summary>
/// The executable semantics of expressions, in one theory and one universe. Expressions are compiled once, against a layout
/// that says where the values of symbols stand, and then run on frames as often as needed; the same expression on the same
/// values gives the same answer everywhere.
/// </summary>
public sealed class Evaluator
{
    public Evaluator(Theory theory, Universe universe, EvaluationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(universe);
        Definitions = theory.Functions.ToDictionary(f => f.Symbol);
        Theory = theory;
        Universe = universe;
        Limits = limits ?? EvaluationLimits.Default;
        Domains = new ValueDomains(universe);
    }

    public Theory Theory { get; }

    public Universe Universe { get; }

    public EvaluationLimits Limits { get; }

    internal IReadOnlyDictionary<FunctionSymbol, FunctionDefinition> Definitions { get; }

    internal ValueDomains Domains { get; }

    public CompiledExpression Compile(Expr expression, Layout layout) =>
        new(new ExprCompiler(this, layout).ComputeWhole(expression), layout, Limits.Steps);

    public CompiledCondition CompileCondition(Expr condition, Layout layout) =>
        new(new ExprCompiler(this, layout).DecideWhole(condition), layout, Limits.Steps);

    /// <summary>All values of a type in their order; null where they are infinitely many or too many to enumerate.</summary>
    public IReadOnlyList<Datum>? AllValues(DataType type) => Domains.All(type);

    /// <summary>Values of the type one after the other, without end where it has infinitely many.</summary>
    public IEnumerable<Datum> SomeValues(DataType type) => Domains.Stream(type);

    /// <summary>The map that holds one value everywhere.</summary>
    public static Datum ConstantMap(Datum value) => new(MapShape.Constant(value));

    /// <summary>The map with one entry changed.</summary>
    public Datum Store(DataType.Map type, Datum map, Datum key, Datum value) => new(Domains.ShapeOf(type).With(map.Map, key, value));

    /// <summary>A map of these entries, of which the later ones count, and one value everywhere else.</summary>
    public Datum MapOf(DataType.Map type, IEnumerable<KeyValuePair<Datum, Datum>> entries, Datum otherwise) =>
        new(Domains.ShapeOf(type).Of(entries, otherwise));

    public static Datum ListOf(params ReadOnlySpan<Datum> elements) => new(new ListValue(elements.ToArray()));

    /// <summary>The value as people read it.</summary>
    public Value Show(Datum value, DataType type, Notation notation) => new ValueView(this, notation).Of(value, type);
}
