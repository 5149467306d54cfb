using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

internal sealed partial class ProgramGenerator
{
    private ExprSyntax Expression(int depth)
    {
        if (depth <= 0 || Chance(15))
            return Leaf();
        ExprSyntax Inner() => Expression(depth - 1);
        return _random.Next(20) switch
        {
            < 6 => new ExprSyntax.Binary(default, Pick(System.Enum.GetValues<BinaryOperator>()), default, Inner(), Inner()),
            6 => new ExprSyntax.Unary(default, Pick(System.Enum.GetValues<UnaryOperator>()), Inner()),
            7 => new ExprSyntax.Conditional(default, Inner(), Inner(), Inner()),
            8 => new ExprSyntax.Member(default, Inner(), Name()),
            9 => new ExprSyntax.Index(default, Inner(), Inner()),
            10 => Call(() => new Identifier(default, Pick(Names)), depth - 1),
            11 => Retried(depth - 1),
            12 => new ExprSyntax.Tuple(default, Many(2, 3, Inner)),
            13 => new ExprSyntax.List(default, Many(0, 3, Inner)),
            14 => new ExprSyntax.Family(default, Inner(), Inner()),
            15 => new ExprSyntax.Set(default, Many(0, 3, Inner)),
            16 => new ExprSyntax.Map(default, Many(1, 2, () => new MapEntry(default, Inner(), Inner()))),
            17 => new ExprSyntax.Record(default, Name(), Many(1, 3, () => new FieldValue(default, Name(), Maybe(Inner)))),
            18 => Chance(50) ? new ExprSyntax.Old(default, Inner()) : new ExprSyntax.Some(default, Inner()),
            _ => new ExprSyntax.Quantifier(default, Pick(System.Enum.GetValues<QuantifierKind>()), Many(1, 2, () => BoundGroup(depth - 1)), Inner()),
        };
    }

    private BoundGroup BoundGroup(int depth) => new(default, Many(1, 2, Pattern),
        Chance(50) ? new Domain.Values(default, Type(2)) : new Domain.Elements(default, Expression(depth)));

    private ExprSyntax.Call Call(Func<Identifier> name, int depth = 2)
    {
        ExprSyntax callee = Chance(50) ? new ExprSyntax.Name(default, name().Text) : Method(depth);
        return new ExprSyntax.Call(default, callee, Many(0, 3, () => Expression(depth)));
    }

    private ExprSyntax.Retried Retried(int depth = 2) =>
        new(default, new ExprSyntax.Call(default, Method(depth), Many(0, 2, () => Expression(depth))), Pick(System.Enum.GetValues<Retry>()));

    /// <summary>What a method is called on is a name or a chain from one: a statement may begin with it.</summary>
    private ExprSyntax.Member Method(int depth) => new(default, depth > 0 && Chance(30) ? Retried(depth - 1) : Target(2), Name());

    private ExprSyntax Leaf() => _random.Next(6) switch
    {
        0 => new ExprSyntax.BoolLiteral(default, Chance(50)),
        1 => new ExprSyntax.IntLiteral(default, Number()),
        2 => new ExprSyntax.StringLiteral(default, Pick("", "a \"quoted\" \\ word\n\t", "// no comment", "ü§")),
        3 => new ExprSyntax.Word(default, Pick(System.Enum.GetValues<ValueWord>())),
        _ => new ExprSyntax.Name(default, Pick(Names)),
    };
}
