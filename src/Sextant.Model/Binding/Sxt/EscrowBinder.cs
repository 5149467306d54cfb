using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Written = Sextant.Syntax.Sxt.Ast.BinaryOperator;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Binds escrows to the operations that take of them and give them.</summary>
internal sealed class EscrowBinder(DiagnosticBag diagnostics, KeyBinder binder, TypeBinder types, ExprBinder expressions, ReplicaNames replicas, Names globals, Names state,
    IReadOnlyList<Member.Routine> routines)
{
    /// <summary>Null when it is wrong, which has been reported.</summary>
    public KeyedEscrow? Bind(Member.Escrow escrow)
    {
        binder.Declare(escrow.Name);
        if (binder.Keys(escrow.Keys) is not { } keys)
            return null;
        VariableSymbol[] symbols = [.. keys.Select(k => new VariableSymbol(k.Name, k.Span, k.Type.Data, VariableRole.Parameter))];
        var names = new Names(state);
        foreach ((BoundKey key, VariableSymbol symbol) in keys.Zip(symbols))
            names.TryDeclare(key.Name, new Typed(new Expr.Reference(symbol, key.Span), key.Type.Shown));
        Expr? room = Room(escrow.Bound, names);
        EscrowMove?[] moves = [.. escrow.Uses.Select(u => Bind(u, keys))];
        return room is null || Array.Exists(moves, m => m is null) ? null
            : new KeyedEscrow(escrow.Name.Text, symbols.ToEquatable(), room, moves.Select(m => m!).ToEquatable(), escrow.Bound.Span);
    }

    /// <summary>How far the greater side is above the smaller one.</summary>
    private Expr? Room(ExprSyntax bound, Names names)
    {
        if (bound is not ExprSyntax.Binary { Operator: Written.GreaterOrEqual or Written.LessOrEqual } comparison)
        {
            if (expressions.Condition(bound, names) is not null)
                diagnostics.Report(DiagnosticCodes.TypeMismatch, bound.Span, "an escrow is of a number that is at least another", "write a comparison by `>=` or `<=`: `balance[a] >= 0`");
            return null;
        }

        (ExprSyntax greater, ExprSyntax smaller) = comparison.Operator == Written.GreaterOrEqual ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left);
        DiagnosticLabel[] because = [new DiagnosticLabel(comparison.OperatorSpan, "an escrow compares numbers")];
        Expr? above = expressions.Bind(greater, names, SxtType.Integer, because)?.Expr;
        Expr? below = expressions.Bind(smaller, names, SxtType.Integer, because)?.Expr;
        if (above is null || below is null)
            return null;
        Expr room = below is Expr.IntLiteral { Value.IsZero: true } ? above : Formula.Minus(above, below) with { Span = bound.Span };
        if (ExprWalk.All(room).FirstOrDefault(e => e is Expr.Reference r && r.Symbol == replicas.MeSymbol) is not { } me)
            return room;
        diagnostics.Report(DiagnosticCodes.StateNotVisible, me.Span, "an escrow is the same at all replicas, and `me` is another one at each", "let the replica be a key: `escrow quota(r: ReplicaId) of left[r] >= 0`");
        return null;
    }

    private EscrowMove? Bind(EscrowUse use, IReadOnlyList<BoundKey> keys)
    {
        if (binder.Operation(use.Operation, use.Arguments, use.Span) is not { } operation)
            return null;
        int[]? parameters = binder.KeyParameters(keys, operation, use.Arguments, use.Span);
        var names = new Names(globals);
        if (!DeclareArguments(use, operation, names) || parameters is null || expressions.Bind(use.Amount, names, SxtType.Integer, [new DiagnosticLabel(use.Operation.Span, "an operation takes and gives a number")])?.Expr is not { } amount)
            return null;
        ReportUnread(use, operation, keys, amount);
        return new EscrowMove(operation, parameters.ToEquatable(), use.Takes, amount, use.Span);
    }

    /// <summary>What stands where an argument would is the name of the operation's parameter there.</summary>
    private bool DeclareArguments(EscrowUse use, Operation operation, Names names)
    {
        Member.Routine routine = routines.First(r => r.Name.Text == operation.Name);
        foreach ((int i, Identifier argument) in use.Arguments.Index().Where(a => a.Item.Text != KeyBinder.NoName))
        {
            if (types.Bind(routine.Parameters[i].Type!) is not { } type)
                return false;
            if (names.TryDeclare(argument.Text, new Typed(new Expr.Reference(operation.Parameters[i], argument.Span), type.Shown)))
                continue;
            diagnostics.Report(DiagnosticCodes.DuplicateName, argument.Span, $"`{argument.Text}` stands twice among the arguments", "give each argument a name of its own, or write `_`");
            return false;
        }

        return true;
    }

    private void ReportUnread(EscrowUse use, Operation operation, IReadOnlyList<BoundKey> keys, Expr amount)
    {
        HashSet<Symbol> read = [.. ExprWalk.All(amount).OfType<Expr.Reference>().Select(r => r.Symbol)];
        foreach ((int i, Identifier argument) in use.Arguments.Index().Where(a => a.Item.Text != KeyBinder.NoName && !keys.Any(k => k.Name == a.Item.Text)))
        {
            if (!read.Contains(operation.Parameters[i]))
                diagnostics.Report(DiagnosticCodes.UnreadLocal, argument.Span, $"`{argument.Text}` is neither a key nor part of the amount", "write `_` for an argument that plays no part");
        }
    }
}
