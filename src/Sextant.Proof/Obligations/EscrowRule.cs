using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// An operation uses up no more of what is held in escrow than it takes, wherever it arrives, and gives no more than it adds; in the beginning there is room. Escrows say
/// what they say of concurrent runs because of this (<see cref="KeyedEscrow"/>), so that it is asked of every operation, also of those that no
/// escrow lists.
/// </summary>
/// <remarks>
/// An operation that is sent is asked in any state in which it may run. Of one whose result is sent as a state: it ran in p, and its result is merged
/// into c, which is at least p and holds all other runs of a set. That c satisfies the invariant is known, because it belongs to a smaller set.
/// </remarks>
internal sealed class EscrowRule : ObligationRule
{
    private const string Elsewhere = "elsewhere";

    public override CheckKind Kind => CheckKind.Escrow;

    public override string Code => FindingCodes.Escrow;

    public override IEnumerable<Subject> Subjects(ReplicatedObject obj) => obj.Escrows.Count == 0 ? [] : obj.Operations.Select(o => new Subject(o)).Append(Subject.Whole);

    public override string WhenItHolds(Subject subject) => subject.First is null
        ? "the initial state has room for all rights"
        : $"`{subject.Name}` uses up no more than it takes, wherever it arrives";

    public override string WhenItFails(Subject subject, Goal goal, string clause) => $"{goal.Meaning} `{clause}`";

    public override string Help(Subject subject) => subject.First is null
        ? "begin with other values, or let the escrow be of a lower bound"
        : $"let the escrow say all that `{subject.Name}` takes, and give no more than it adds; what several replicas can use up at once needs rights";

    protected override void Write(ObligationScript s)
    {
        if (s.Subject.First is null)
            Begin(s);
        else if (s.Object.Propagation is Propagation.Operations)
            Arrives(s);
        else
            Merges(s);
    }

    private static void Begin(ObligationScript s)
    {
        Party here = s.AnyReplica(0);
        s.Assume([.. s.Object.Initial, .. s.Object.Invariant], here);
        s.Show(s.Object.Escrows.Select(e => new Clause(null, EscrowRights.ForAllKeys(e, e.Bound), e.Span)), here, "the initial state does not satisfy the bound of an escrow,", s.Scene([here]));
    }

    /// <summary>What the invariant says of the replica whose state it is, is not known of where an operation arrives.</summary>
    private static void Arrives(ObligationScript s)
    {
        Party before = s.AnyReplica(0);
        s.Assume(s.Object.Invariant.Where(c => !ExprWalk.All(c.Condition).Any(e => e is Expr.Reference r && r.Symbol == s.Object.Replica)), before);
        PartyRun run = s.RunBy(before, s.Operation);
        Show(s, run.Entry, s.EnvOf(run.Step.After), s.Scene([before], run.Step));
    }

    private static void Merges(ObligationScript s)
    {
        Env common = s.LocalState();
        s.Script.AssumeAll(s.Object.Invariant, common);
        Env before = s.Arguments(s.LocalState());
        s.Script.AssumeAll(s.Object.Invariant, before);
        s.WhereOrdered(s.State(common), s.State(before));
        s.AssumeOwnKnowledge(before, common);
        Env after = s.Run(before);
        Env entry = common.With(s.Operation.Parameters.Select(p => (p, before[p])));
        EscrowRights.AssumeHeld(s, s.Operation, entry);
        Env merged = s.Merge(common, after);
        Show(s, entry, merged, new Scene(
            [s.Column(ObligationScript.Here, s.State(before)), s.Column(Elsewhere, s.State(common))],
            [
                new SceneStep(0, s.Operation.Name, s.Operation.Given.Select(p => new SceneVariable(p, p.Name, before[p])).ToEquatable(), [.. s.StateVariables(after)]),
                new SceneStep(1, $"merge ← {ObligationScript.Here}", null, [.. s.StateVariables(merged)]),
            ]));
    }

    /// <param name="before">The state before, and what the operation's parameters stand for.</param>
    private static void Show(ObligationScript s, Env before, Env after, Scene scene)
    {
        VariableSymbol[] changed = [.. s.Object.State.Select(v => new VariableSymbol(v.Name, v.DeclaredAt, v.Type, VariableRole.Parameter))];
        Env both = before.With(s.Object.State.Zip(changed, (v, c) => (c, after[v])));
        Dictionary<Symbol, Expr> renamed = s.Object.State.Zip(changed).ToDictionary(v => (Symbol)v.First, v => Formulas.Of(v.Second));
        foreach (KeyedEscrow escrow in s.Object.Escrows)
        {
            foreach (EscrowMove move in escrow.Moves.Where(m => m.Operation == s.Operation))
                s.Script.Show([new Clause(null, Formulas.AtLeast(move.Amount, new Expr.IntLiteral(0, move.Amount.Span)), move.Amount.Span)], before, $"`{s.Operation.Name}` can {(move.Takes ? "take" : "give")} less than nothing:", scene);
            s.Script.Show([new Clause(null, EscrowRights.Kept(escrow, s.Operation, renamed), escrow.Span)], both, $"`{s.Operation.Name}` can use up more than the escrow `{escrow.Name}` says, of", scene);
        }
    }
}
