using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>What escrows say of runs, because each uses rights that no other one uses (<see cref="KeyedEscrow"/>).</summary>
internal static class EscrowRights
{
    /// <summary>There is room for what an operation takes.</summary>
    /// <param name="env">A state that holds all that the run had seen and nothing that has seen it, and what the operation's parameters stand for.</param>
    public static void AssumeHeld(ObligationScript s, Operation operation, Env env)
    {
        foreach ((KeyedEscrow escrow, EscrowMove taking) in Taking(s.Object, operation))
            s.Script.Assume(Formulas.AtLeast(escrow.RoomOf(taking.Keys), escrow.Moved(operation, takes: true, taking.Keys)), env);
    }

    /// <summary>There is room for what two concurrent runs take of one escrow together.</summary>
    /// <param name="common">A state that holds all that either had seen, and nothing that has seen one of them.</param>
    /// <param name="one">What the first operation's parameters stand for.</param>
    /// <param name="two">What the second one's stand for.</param>
    public static void AssumeApart(ObligationScript s, Env common, Env one, Env two)
    {
        (Operation first, Operation second) = (s.Operation, s.Subject.Other);

        // Of an operation with itself there are two runs, and parameters of each.
        VariableSymbol[] others = [.. second.Parameters.Select(p => new VariableSymbol(p.Name, p.DeclaredAt, p.Type, p.Role))];
        Env both = common.With(first.Parameters.Select(p => (p, one[p]))).With(second.Parameters.Zip(others, (p, o) => (o, two[p])));
        Dictionary<Symbol, Expr> renamed = second.Parameters.Zip(others).ToDictionary(p => (Symbol)p.First, p => Formulas.Of(p.Second));
        foreach ((KeyedEscrow escrow, EscrowMove taking) in Taking(s.Object, first))
        {
            // The keys are given by the first one's parameters, which may be those of the second.
            VariableSymbol[] keys = [.. escrow.Keys.Select(k => new VariableSymbol(k.Name, k.DeclaredAt, k.Type, k.Role))];
            Expr theirs = ExprRewrite.Substitute(escrow.Moved(second, takes: true, [.. keys.Select(Formulas.Of)]), renamed);
            theirs = ExprRewrite.Substitute(theirs, keys.Zip(taking.Keys).ToDictionary(k => (Symbol)k.First, k => k.Second));
            if (theirs is not Expr.IntLiteral { Value.IsZero: true })
                s.Script.Assume(Formulas.AtLeast(escrow.RoomOf(taking.Keys), Formulas.Plus(escrow.Moved(first, takes: true, taking.Keys), theirs)), both);
        }
    }

    /// <summary>That a step lowers the room of no escrow by more than it takes without what it gives, key by key.</summary>
    /// <param name="after">For each state variable, what stands for it after the step.</param>
    public static Expr Kept(KeyedEscrow escrow, Operation operation, IReadOnlyDictionary<Symbol, Expr> after)
    {
        Expr[] keys = [.. escrow.Keys.Select(Formulas.Of)];
        Expr left = Formulas.Minus(Formulas.Plus(escrow.Room, escrow.Moved(operation, takes: false, keys)), escrow.Moved(operation, takes: true, keys));
        return ForAllKeys(escrow, Formulas.AtLeast(ExprRewrite.Substitute(escrow.Room, after), left));
    }

    /// <summary>A condition for whatever keys.</summary>
    public static Expr ForAllKeys(KeyedEscrow escrow, Expr condition) =>
        escrow.Keys.Count == 0 ? condition : new Expr.Quantified(QuantifierKind.ForAll, escrow.Keys, [], condition, escrow.Span);

    private static IEnumerable<(KeyedEscrow Escrow, EscrowMove Taking)> Taking(ReplicatedObject obj, Operation operation) =>
        obj.Escrows.SelectMany(e => e.Moves.Where(m => m.Takes && m.Operation == operation).Select(m => (e, m)));
}
