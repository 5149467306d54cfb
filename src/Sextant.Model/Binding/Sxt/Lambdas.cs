using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// Takes maps that are made on the spot out of expressions: where one is read, what it holds there takes its place; two maps
/// are the same when they hold the same everywhere; a function to which one is handed is replaced by its definition.
/// </summary>
internal sealed class Lambdas(TheoryBuilder theory)
{
    /// <summary>Functions put in where they are called can double an expression at each level, so that no more parts than this are gone through for one.</summary>
    public const int MostSteps = 200_000;

    private int _steps;

    /// <summary>Whether the last expression took more than that, and so has no plain form that could be used.</summary>
    public bool IsTooLarge => _steps > MostSteps;

    /// <summary>Null when one is left, because something of which nothing is known gets it, or when it is too large.</summary>
    public Expr? Without(Expr expression)
    {
        _steps = 0;
        if (!ExprWalk.All(expression).Any(e => IsMade(e) || e is Expr.Apply { Type: DataType.Map }))
            return expression;
        Expr reduced = Reduce(expression);
        return !IsTooLarge && HasNone(reduced) ? reduced with { Span = expression.Span } : null;
    }

    /// <summary>The same of a value that is assigned: all of it may be a map that is made on the spot.</summary>
    public Expr? WithoutInside(Expr value)
    {
        _steps = 0;
        Expr reduced = Reduce(value);
        return !IsTooLarge && HasNone(reduced is Expr.Lambda whole ? whole.Body : reduced) ? reduced : null;
    }

    private static bool HasNone(Expr expression) => !ExprWalk.All(expression).Any(IsMade);

    private static bool IsMade(Expr expression) => expression is Expr.Lambda;

    /// <summary>Whether a function's value is a map that its definition makes; calls of it are replaced by that.</summary>
    public bool YieldsMade(FunctionDefinition function) => function is { Symbol.Type: DataType.Map, Meaning: FunctionMeaning.Defined { Body: var body } } && IsMade(Reduce(body));

    private Expr Reduce(Expr expression)
    {
        if (IsTooLarge || ++_steps > MostSteps)
            return expression;
        Expr rebuilt = ExprRewrite.Apply(expression, part => ReferenceEquals(part, expression) ? null : Reduce(part));
        switch (rebuilt)
        {
            case Expr.Select { Map: Expr.Lambda } select:
                return At(select.Map, select.Indices);
            case Expr.Store { Map: Expr.Lambda map } store:
                return map with { Body = Formula.If(References(map).Zip(store.Indices, Formula.Equal).Aggregate(Formula.And), store.Value, map.Body) };
            case Expr.Old { Operand: Expr.Lambda map } old:
                return map with { Body = new Expr.Old(map.Body, old.Span) };
            case Expr.Conditional { Then: var then, Else: var otherwise } choice when IsMade(then) || IsMade(otherwise):
                Expr.Lambda made = IsMade(then) ? (Expr.Lambda)then : (Expr.Lambda)otherwise;
                return made with { Body = Formula.If(choice.Condition, At(then, References(made)), At(otherwise, References(made))) };
            case Expr.Project { Operand: Expr.Construct or Expr.Conditional } part when Formula.Field(part.Operand, part.Constructor, part.Field, part.Span) is var inside and not Expr.Project:
                return inside is Expr.Conditional ? Reduce(inside) : inside;
            case Expr.Binary { Operator: BinaryOperator.Equal, Left: Expr.Construct one, Right: Expr.Construct other } when one.Constructor == other.Constructor && !(HasNone(one) && HasNone(other)):
                return one.Arguments.Zip(other.Arguments, (a, b) => Reduce(Formula.Equal(a, b))).Aggregate(Formula.And);
            case Expr.Binary { Operator: BinaryOperator.Equal, Left: var left, Right: var right } when IsMade(left) || IsMade(right):
                EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)left.Type, rebuilt.Span);
                EquatableArray<Expr> indices = Formula.References(variables, rebuilt.Span);
                return Formula.ForAll(variables, Formula.Equal(At(left, indices), At(right, indices)), rebuilt.Span);
            case Expr.Apply apply when (apply.Arguments.Any(IsMade) || apply.Type is DataType.Map) && theory.DefinitionOf(apply.Function) is { Meaning: FunctionMeaning.Defined defined } function:
                return Reduce(ExprRewrite.Substitute(defined.Body, function.Parameters.Zip(apply.Arguments).ToDictionary(p => (Symbol)p.First, p => p.Second)));
            default:
                return rebuilt;
        }
    }

    private static EquatableArray<Expr> References(Expr.Lambda lambda) => Formula.References(lambda.Variables, lambda.Span);

    /// <summary>What a map holds.</summary>
    private Expr At(Expr map, EquatableArray<Expr> indices) => map is Expr.Lambda lambda
        ? Reduce(ExprRewrite.Substitute(lambda.Body, lambda.Variables.Zip(indices).ToDictionary(p => (Symbol)p.First, p => p.Second)))
        : Formula.Select(map, indices);
}
