using System.Numerics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>Makes random programs, the same for the same seed. Places are all nowhere.</summary>
internal sealed partial class ProgramGenerator(int seed)
{
    private static readonly string[] Names = ["x", "y", "bids", "_", "merge", "order", "state", "a1", "client", "by", "option", "int"];
    private static readonly string[] TypeNames = ["int", "bool", "string", "Key", "N", "lock"];

    private readonly Random _random = new(seed);

    public SxtProgram Program() => new(Many(1, 5, TopLevel), Trivia.Empty);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private TItem Pick<TItem>(params TItem[] items) => items[_random.Next(items.Length)];

    private EquatableArray<TItem> Many<TItem>(int least, int most, Func<TItem> make) =>
        Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make()).ToEquatable();

    private TItem? Maybe<TItem>(Func<TItem> make)
        where TItem : class => Chance(50) ? make() : null;

    private Identifier Name() => new(default, Pick(Names));

    private Declaration TopLevel() => Chance(50) ? Object() : Declaration();

    private Declaration Declaration() => _random.Next(6) switch
    {
        0 => Enum(),
        1 => new Declaration.Record(default, Name(), Many(0, 2, Name), Many(1, 3, () => new Parameter(Name(), Type(2)))),
        2 => new Declaration.NamedType(default, Name(), Many(0, 2, Name), Maybe(() => Type(3))),
        3 => Chance(50) ? new Declaration.Constant(default, Name(), Type(2), Maybe(() => Expression(3))) : new Declaration.Constant(default, Name(), null, Expression(3)),
        4 => Chance(50)
            ? new Declaration.Function(default, Name(), Many(0, 2, Name), Parameters(), Type(2), Maybe(() => Expression(4)))
            : new Declaration.Function(default, Name(), [], Parameters(), null, Expression(4)),
        _ => new Declaration.Axiom(default, Maybe(Name), Expression(5)),
    };

    private Declaration.Enum Enum()
    {
        EquatableArray<Identifier> cases = Many(1, 4, Name);
        return new Declaration.Enum(default, Name(), cases.Count > 1 && Chance(50), cases);
    }

    private EquatableArray<Parameter> Parameters() => Many(0, 3, () => new Parameter(Name(), Maybe(() => Type(2))));

    private Declaration.Object Object() => _random.Next(3) switch
    {
        0 => new Declaration.Object(default, ObjectKind.Replicated, Name(), Many(0, 2, Name), [], Many(0, 6, ReplicatedMember)),
        1 => new Declaration.Object(default, ObjectKind.Atomic, Name(), Many(0, 2, Name), [], Many(0, 6, AtomicMember)),
        _ => new Declaration.Object(default, ObjectKind.App, Name(), Many(0, 1, Name), Many(0, 3, ObjectParameter), Many(0, 6, AppMember)),
    };

    private ObjectParameter ObjectParameter() => Chance(70)
        ? new ObjectParameter.Single(default, Name(), Type(1))
        : new ObjectParameter.Family(default, Name(), new Identifier(default, Pick("n", "3")), Type(1));

    private Member AnyMember() => Chance(50)
        ? new Member.Declared(default, Declaration())
        : new Member.Bounds(default, Many(0, 3, () => new Bound(default, Name(), Expression(2))));

    private Member ReplicatedMember() => _random.Next(10) switch
    {
        0 => Field(FieldKind.Shared),
        1 => Property(PropertyKind.Invariant),
        2 => new Member.ConcurrencyInvariant(default, Maybe(Name), Name(), Expression(4)),
        3 => new Member.Merge(default, Name(), Block(2)),
        4 => new Member.Order(default, Name(), Expression(4)),
        5 => new Member.Coordination(default, Pick(CoordinationKind.Lock, CoordinationKind.Token), Name(), Parameters(), Many(0, 3, Use)),
        6 => new Member.Propagation(default, Pick(PropagationKind.State, PropagationKind.Operations)),
        7 => AnyMember(),
        8 => new Member.Escrow(default, Name(), Parameters(), Expression(4), Many(0, 3, EscrowUse)),
        _ => Routine(RoutineKind.Operation),
    };

    private CoordinationUse Use()
    {
        bool isShared = Chance(50);
        return new(default, isShared, Name(), Many(0, 3, Name), isShared && Chance(50) ? Many(1, 2, Name) : []);
    }

    private EscrowUse EscrowUse() => new(default, Name(), Many(0, 3, Name), Chance(50), Expression(3));

    private Member AtomicMember() => _random.Next(5) switch
    {
        0 => Field(FieldKind.Shared),
        1 => Property(PropertyKind.Invariant),
        2 => Routine(RoutineKind.Method),
        3 => AnyMember(),
        _ => Question(),
    };

    private Member AppMember() => _random.Next(4) switch
    {
        0 => Field(FieldKind.Local),
        1 => Routine(RoutineKind.Proc),
        2 => AnyMember(),
        _ => Question(),
    };

    private Member Question() => _random.Next(4) switch
    {
        0 => Property(Pick(PropertyKind.Always, PropertyKind.Sometimes)),
        1 => Chance(50) ? new Member.Refines(default, Type(1), null, null) : new Member.Refines(default, Type(1), Name(), Expression(4)),
        2 => new Member.Linearizable(default),
        _ => new Member.Client(default, Name(), Maybe(Count), Block(2)),
    };

    private ExprSyntax Count() => Chance(50) ? new ExprSyntax.IntLiteral(default, Number()) : new ExprSyntax.Name(default, Pick(Names));

    private Member.Field Field(FieldKind kind) => new(default, kind, Name(), Type(3), Maybe(() => Expression(3)));

    private Member.Property Property(PropertyKind kind) => new(default, kind, Maybe(Name), Expression(5));

    private Member.Routine Routine(RoutineKind kind) => new(default, kind, Name(), Parameters(), Maybe(() => Type(2)),
        Many(0, 2, () => new ContractClause(default, Pick(ContractKind.Requires, ContractKind.Ensures), Maybe(Name), Expression(4))), Block(3));

    private TypeSyntax Type(int depth)
    {
        if (depth == 0 || Chance(40))
            return new TypeSyntax.Named(default, new Identifier(default, Pick(TypeNames)), []);
        TypeSyntax Inner() => Type(depth - 1);
        return _random.Next(5) switch
        {
            0 => new TypeSyntax.Named(default, new Identifier(default, Pick("Set", "Pair", "Vector")), Many(1, 2, Inner)),
            1 => new TypeSyntax.Option(default, Inner()),
            2 => new TypeSyntax.List(default, Inner()),
            3 => new TypeSyntax.Map(default, Inner(), Inner()),
            _ => new TypeSyntax.Tuple(default, Many(2, 3, Inner)),
        };
    }

    private Block Block(int depth) => new(default, Many(0, 4, () => Statement(depth - 1)));

    private StatementSyntax Statement(int depth) => _random.Next(depth <= 0 ? 8 : 13) switch
    {
        0 or 1 => Assign(),
        2 => Chance(50) ? new StatementSyntax.Local(default, Name(), Type(2), Maybe(() => Expression(2))) : new StatementSyntax.Local(default, Name(), null, Expression(2)),
        3 => new StatementSyntax.Invoke(default, Chance(50) ? Call(Name) : Retried()),
        4 => new StatementSyntax.Return(default, Maybe(() => Expression(3))),
        5 => new StatementSyntax.Break(default),
        6 => new StatementSyntax.Continue(default),
        7 => new StatementSyntax.LeftOut(default),
        8 => new StatementSyntax.If(default, Expression(3), Block(depth), Maybe(() => Block(depth))),
        9 => new StatementSyntax.While(default, Expression(3), Block(depth)),
        10 => new StatementSyntax.DoWhile(default, Block(depth), Expression(3)),
        11 => new StatementSyntax.ForEach(default, Pattern(), Expression(3), Block(depth)),
        _ => new StatementSyntax.ForRange(default, Name(), Expression(2), Expression(2), Block(depth)),
    };

    private StatementSyntax.Assign Assign() => Chance(20)
        ? new StatementSyntax.Assign(default, new ExprSyntax.Tuple(default, Many(2, 3, () => Target(2))), AssignOperator.Set, Expression(3))
        : new StatementSyntax.Assign(default, Target(3), Pick(AssignOperator.Set, AssignOperator.Add, AssignOperator.Subtract), Expression(3));

    private ExprSyntax Target(int depth)
    {
        if (depth == 0 || Chance(40))
            return new ExprSyntax.Name(default, Pick(Names));
        ExprSyntax inner = Chance(30) ? new ExprSyntax.Word(default, ValueWord.This) : Target(depth - 1);
        return Chance(50) || inner is ExprSyntax.Word ? new ExprSyntax.Member(default, inner, Name()) : new ExprSyntax.Index(default, inner, Expression(1));
    }

    private Pattern Pattern() => new(default, Chance(70) ? [Name()] : Many(2, 3, Name));

    private BigInteger Number() => BigInteger.Pow(_random.Next(1000), _random.Next(5));
}
