using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Objects;

/// <summary>
/// Something that must not run out, of which each replica holds a part: its rights. An operation that takes runs only where its replica holds as
/// many rights, and uses them up; what an operation gives its replica holds from then on. Whoever is short gets rights from another replica, and has
/// then seen all that this one had seen (O'Neil, ACM TODS 1986; Balegas et al., SRDS 2015).
/// <para>
/// Let S be a set of runs that holds, with each run, all that it had seen, and with two further runs neither of them but all that they had seen.
/// Then the room in the state of S is at least what the two take together. For a right comes from the beginning or from a run that gives, is held at one place at a
/// time, and is used once. The rights of a further run come from the beginning or from what it had seen, so from S; no run of S used them, and
/// the other of the two used others. So of the rights that S begins with and is given, at least those of the two are not used in it, and the room is no less
/// than that, since each run lowers it by no more than it takes without what it gives (<see cref="Results.CheckKind.Escrow"/>).
/// </para>
/// </summary>
/// <param name="Keys">There is an escrow for all values that these can have; without keys there is one.</param>
/// <param name="Room">How far the state is from the bound, by the state and the keys: what there are rights to in the beginning.</param>
/// <param name="Span">Where the bound stands.</param>
public sealed record KeyedEscrow(string Name, EquatableArray<VariableSymbol> Keys, Expr Room, EquatableArray<EscrowMove> Moves, SourceSpan Span)
{
    /// <summary>That there is room.</summary>
    public Expr Bound => new Expr.Binary(BinaryOperator.GreaterOrEqual, Room, Zero, DataType.Boolean, Span);

    /// <summary>The room that the escrow of these keys has.</summary>
    public Expr RoomOf(IEnumerable<Expr> keys) => ExprRewrite.Substitute(Room, Keys.Zip(keys).ToDictionary(k => (Symbol)k.First, k => k.Second));

    /// <summary>What an operation takes of the escrow of these keys, or gives it, by its parameters; all its moves together.</summary>
    public Expr Moved(Operation operation, bool takes, IReadOnlyList<Expr> keys) => Moves.Where(m => m.Operation == operation && m.Takes == takes)
        .Select(m => AmountFor(m, keys)).Aggregate((Expr?)null, (sum, e) => sum is null ? e : new Expr.Binary(BinaryOperator.Add, sum, e, DataType.Integer, Span)) ?? Zero;

    private Expr.IntLiteral Zero => new(0, Span);

    private Expr AmountFor(EscrowMove move, IReadOnlyList<Expr> keys)
    {
        Expr[] same = [.. move.Keys.Zip(keys).Where(k => !IsSame(k.First, k.Second)).Select(k => (Expr)new Expr.Binary(BinaryOperator.Equal, k.First, k.Second, DataType.Boolean, move.Span))];
        return same.Length == 0 ? move.Amount : new Expr.Conditional(Conjuncts.Join(same, move.Span), move.Amount, Zero, move.Span);
    }

    private static bool IsSame(Expr one, Expr other) => one is Expr.Reference a && other is Expr.Reference b && a.Symbol == b.Symbol;
}

/// <summary>What a run of an operation takes of an escrow, or gives it.</summary>
/// <param name="KeyParameters">For each key, in order, the index of the operation's parameter that gives its value.</param>
/// <param name="Takes">Whether it takes the amount; else it gives it.</param>
/// <param name="Amount">A number, by the operation's parameters.</param>
public sealed record EscrowMove(Operation Operation, EquatableArray<int> KeyParameters, bool Takes, Expr Amount, SourceSpan Span)
{
    /// <summary>The keys as the operation's parameters give them.</summary>
    public IReadOnlyList<Expr> Keys => [.. KeyParameters.Select(i => new Expr.Reference(Operation.Parameters[i], Span))];
}
