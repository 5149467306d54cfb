using System.Numerics;
using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Tests.Boogie;

/// <summary>Makes random programs, the same for the same seed. Places are all nowhere.</summary>
internal sealed class ProgramGenerator(int seed)
{
    private static readonly string[] Names = ["x", "y", "bids", "m'", "#t$1", "a.b", "_", "old", "procedure", "div", "b2bv8", "e3"];
    private static readonly string[] TypeNames = ["int", "bool", "real", "bv8", "Key", "T'"];

    private readonly Random _random = new(seed);

    public BoogieProgram Program() => new(Many(1, 6, Declaration));

    private bool Chance(int percent) => _random.Next(100) < percent;

    private TItem Pick<TItem>(TItem[] items) => items[_random.Next(items.Length)];

    private EquatableArray<TItem> Many<TItem>(int least, int most, Func<TItem> make) =>
        Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make()).ToEquatable();

    private Identifier Name() => new(default, Pick(Names));

    private EquatableArray<Annotation> Annotations() =>
        Chance(20) ? Many(1, 2, () => new Annotation(default, Pick(["invariant", "gteq", "merge"]))) : [];

    private EquatableArray<BoogieAttribute> Attributes() => Chance(15) ? Many(1, 2, Attribute) : [];

    private BoogieAttribute Attribute() => new(default, Pick(["weight", "bvbuiltin", "axiom"]), Many(0, 2, AttributeArgument));

    private AttributeArgument AttributeArgument() => Chance(50)
        ? new AttributeArgument.Text(default, Pick(["", "bvult", "a \\\"quoted\\\" word", "// no comment"]))
        : new AttributeArgument.Expression(default, Expression(1));

    private Declaration Declaration()
    {
        EquatableArray<Annotation> annotations = Annotations();
        EquatableArray<BoogieAttribute> attributes = Attributes();
        return _random.Next(7) switch
        {
            0 => new Declaration.TypeConstructor(default, annotations, attributes, Name(), Many(0, 2, Name)),
            1 => new Declaration.TypeSynonym(default, annotations, attributes, Name(), Many(0, 2, Name), Type(3)),
            2 => new Declaration.Constants(default, annotations, attributes, Chance(50), Many(1, 3, Name), Type(2)),
            3 => new Declaration.Axiom(default, annotations, attributes, Expression(5)),
            4 => new Declaration.Variables(default, annotations, attributes, [Group() with { Attributes = [] }, .. Many(0, 2, Group)]),
            5 => new Declaration.Function(default, annotations, attributes, Name(), Many(0, 3, Formal), Formal(), Chance(50) ? Expression(5) : null),
            _ => Procedure(annotations, attributes),
        };
    }

    private Declaration.Procedure Procedure(EquatableArray<Annotation> annotations, EquatableArray<BoogieAttribute> attributes) => new(
        default, annotations, attributes, Name(), Many(0, 2, Group), Many(0, 2, Group), Many(0, 4, Clause),
        Chance(80) ? new ProcedureBody(default, Many(0, 2, Group), Many(0, 5, () => Statement(3))) : null);

    private FormalParameter Formal() => new(Chance(70) ? Name() : null, Type(2)) { Attributes = Attributes() };

    private VariableGroup Group() => new(Many(1, 3, Name), Type(2), Chance(20) ? Expression(2) : null) { Attributes = Attributes() };

    private ContractClause Clause() => Chance(25)
        ? new ContractClause.Modifies(default, Many(0, 3, Name))
        : new ContractClause.Condition(default, Pick([ContractKind.Requires, ContractKind.Ensures]), Chance(20), Expression(4)) { Attributes = Attributes() };

    private TypeSyntax Type(int depth)
    {
        if (depth == 0 || Chance(50))
            return new TypeSyntax.Named(default, new Identifier(default, Pick(TypeNames)), []);
        return Chance(50)
            ? new TypeSyntax.Named(default, new Identifier(default, "C"), Many(1, 3, () => Type(depth - 1)))
            : new TypeSyntax.Map(default, Chance(25) ? Many(1, 2, Name) : [], Many(1, 2, () => Type(depth - 1)), Type(depth - 1));
    }

    private StatementSyntax Statement(int depth) => _random.Next(depth == 0 ? 6 : 8) switch
    {
        0 => Assign(_random.Next(1, 3)),
        1 => new StatementSyntax.Havoc(default, Many(1, 3, Name)),
        2 => new StatementSyntax.Assert(default, Expression(3)) { Attributes = Attributes() },
        3 => new StatementSyntax.Assume(default, Expression(3)) { Attributes = Attributes() },
        4 => new StatementSyntax.Call(default, Many(0, 2, Name), Name(), Many(0, 3, () => Expression(2))) { Attributes = Attributes() },
        5 => new StatementSyntax.Return(default),
        6 => new StatementSyntax.If(default, Guard(), Block(depth), Chance(50) ? Block(depth) : []) { Attributes = Attributes() },
        _ => new StatementSyntax.While(default, Guard(), Many(0, 2, Invariant), Block(depth)) { Attributes = Attributes() },
    };

    private StatementSyntax.Assign Assign(int count) =>
        new(default, Many(count, count, Target), Many(count, count, () => Expression(3))) { Attributes = Attributes() };

    private AssignmentTarget Target() => new(default, Name(), Many(0, 2, () => Many(1, 2, () => Expression(1))));

    private ExprSyntax? Guard() => Chance(20) ? null : Expression(3);

    private LoopInvariant Invariant() => new(default, Chance(20), Expression(3)) { Attributes = Attributes() };

    private EquatableArray<StatementSyntax> Block(int depth) => Many(0, 3, () => Statement(depth - 1));

    private ExprSyntax Expression(int depth)
    {
        if (depth == 0 || Chance(15))
            return Leaf();
        ExprSyntax Inner() => Expression(depth - 1);
        return _random.Next(12) switch
        {
            < 5 => new ExprSyntax.Binary(default, Pick(Enum.GetValues<BinaryOperator>()), Inner(), Inner()),
            5 => new ExprSyntax.Unary(default, Pick(Enum.GetValues<UnaryOperator>()), Inner()),
            6 => new ExprSyntax.Conditional(default, Inner(), Inner(), Inner()),
            7 => new ExprSyntax.Select(default, Inner(), Many(1, 2, Inner)),
            8 => new ExprSyntax.Store(default, Inner(), Many(1, 2, Inner), Inner()),
            9 => new ExprSyntax.Extract(default, Inner(), _random.Next(64), _random.Next(64)),
            10 => Chance(50) ? new ExprSyntax.Old(default, Inner()) : new ExprSyntax.Call(default, Name(), Many(0, 3, Inner)),
            _ => Quantifier(Inner),
        };
    }

    private ExprSyntax.Quantifier Quantifier(Func<ExprSyntax> inner) => new(
        default, Pick(Enum.GetValues<QuantifierKind>()), Many(1, 2, () => Group() with { Where = null }), Attributes(),
        Chance(30) ? Many(1, 2, () => new TriggerSyntax(default, Many(1, 2, inner))) : [], inner());

    private ExprSyntax Leaf() => _random.Next(6) switch
    {
        0 => new ExprSyntax.BoolLiteral(default, Chance(50)),
        1 => new ExprSyntax.IntLiteral(default, BigInteger.Pow(_random.Next(1000), _random.Next(5))),
        2 => new ExprSyntax.RealLiteral(default, Pick(["0.5", "1e3", "2.25e-7"])),
        3 => new ExprSyntax.BitVectorLiteral(default, _random.Next(1000), _random.Next(64)),
        _ => new ExprSyntax.Name(default, Pick(Names)),
    };
}
