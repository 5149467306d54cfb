using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Programs;

/// <summary>A place in a program, and what happens there before it goes on.</summary>
internal abstract class ProgramNode
{
    /// <summary>All values are computed, then all targets change.</summary>
    public sealed class Assign(VariableSymbol[] targets, Expr[] values, ProgramNode next) : ProgramNode
    {
        public VariableSymbol[] Targets => targets;

        public Expr[] Values => values;

        public ProgramNode Next => next;
    }

    public sealed class Branch(Expr condition, ProgramNode then, ProgramNode otherwise) : ProgramNode
    {
        public Expr Condition => condition;

        public ProgramNode Then => then;

        public ProgramNode Otherwise => otherwise;
    }

    /// <summary>The start of a loop, which is known before its rounds are.</summary>
    public sealed class Round(SourceSpan span) : ProgramNode
    {
        public SourceSpan Span => span;

        public ProgramNode Next { get; set; } = new Fault();
    }

    /// <summary>An operation of an atomic object, before which others may act.</summary>
    public sealed class Operate(ObjectOperation operation, SourceSpan span, ProgramNode next) : ProgramNode
    {
        public ObjectOperation Operation => operation;

        public SourceSpan Span => span;

        public ProgramNode Next => next;
    }

    /// <summary>The run goes wrong, and nothing follows.</summary>
    public sealed class Fault : ProgramNode;

    public sealed class End : ProgramNode;
}

/// <summary>
/// The places of a method, or of a client with the procs that it calls written out where they are called: the same as
/// <c>CodeWriter</c> makes instructions of, which runs them.
/// </summary>
internal sealed class ProgramGraph
{
    private sealed record Inside(VariableSymbol? Result, ProgramNode AtReturn, ProgramNode AtBreak, ProgramNode AtContinue);

    private readonly IReadOnlyDictionary<string, Routine> _procs;
    private int _nodes;

    private ProgramGraph(IEnumerable<Routine> procs) => _procs = procs.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Procs that call procs that call procs are written out again and again; this bounds how often.</summary>
    private const int MostNodes = 20_000;

    /// <param name="result">Takes what the routine yields; null where nobody asks for it.</param>
    /// <exception cref="NotProvableException">It is too large, or reads what may never have been assigned.</exception>
    public static ProgramNode Of(Routine routine, VariableSymbol? result, IEnumerable<Routine> procs)
    {
        var end = new ProgramNode.End();
        return new ProgramGraph(procs).Body(routine, result, end);
    }

    private ProgramNode Body(Routine routine, VariableSymbol? result, ProgramNode next)
    {
        foreach ((VariableSymbol variable, SourceSpan at) in Assignments.Unassigned(routine))
            throw new NotProvableException(at, $"`{variable.Name}` may be read here before anything is assigned to it");
        bool yieldsNothing = routine.Result == Routine.Nothing;
        var fault = new ProgramNode.Fault();
        var inside = new Inside(yieldsNothing ? null : result, next, fault, fault);
        return Block(routine.Body, inside, yieldsNothing || !ProgramWalk.CanEnd(routine.Body) ? next : EndOf(routine, result, next));
    }

    /// <summary>Where a routine ends without a value, which goes wrong unless all that it yields is whether something failed.</summary>
    private static ProgramNode EndOf(Routine routine, VariableSymbol? result, ProgramNode next)
    {
        if (routine.Result is not Model.Types.DataType.Datatype { Symbol: var symbol } outcome || symbol != Model.Types.DatatypeSymbol.Outcome || outcome.Arguments[0] != Routine.Nothing)
            return new ProgramNode.Fault();
        if (result is null)
            return next;
        var nothing = new Expr.Construct((Model.Types.DataType.Datatype)Routine.Nothing, Model.Types.DatatypeSymbol.Tuple(0).Constructors[0], [], routine.Span);
        return new ProgramNode.Assign([result], [new Expr.Construct(outcome, Model.Types.DatatypeSymbol.Done, [nothing], routine.Span)], next);
    }

    private ProgramNode Block(EquatableArray<ProgramStatement> statements, Inside inside, ProgramNode next)
    {
        for (int i = statements.Count - 1; i >= 0; i--)
            next = Statement(statements[i], inside, next);
        return next;
    }

    private ProgramNode Statement(ProgramStatement statement, Inside inside, ProgramNode next)
    {
        if (++_nodes > MostNodes)
            throw new NotProvableException(statement.Span, "the procs that are called, written out, are too large");
        return statement switch
        {
            ProgramStatement.Assign s => new ProgramNode.Assign([s.Target], [s.Value], next),
            ProgramStatement.Require s => new ProgramNode.Branch(s.Condition, next, new ProgramNode.Fault()),
            ProgramStatement.If s => new ProgramNode.Branch(s.Condition, Block(s.Then, inside, next), Block(s.Else, inside, next)),
            ProgramStatement.Loop s => Loop(s, inside, next),
            ProgramStatement.Break => inside.AtBreak,
            ProgramStatement.Continue => inside.AtContinue,
            ProgramStatement.Return s => inside.Result is null ? inside.AtReturn : new ProgramNode.Assign([inside.Result], [s.Value], inside.AtReturn),
            ProgramStatement.Operate s => new ProgramNode.Operate(s.Operation, s.Span, next),
            ProgramStatement.CallProc s => Call(s, next),
            ProgramStatement.LeftOut => new ProgramNode.Fault(),
            _ => throw new InvalidOperationException($"no place for {statement.GetType().Name}"),
        };
    }

    private ProgramNode.Round Loop(ProgramStatement.Loop loop, Inside inside, ProgramNode next)
    {
        var round = new ProgramNode.Round(loop.Span);
        ProgramNode after = Block(loop.After, inside, round);
        ProgramNode body = Block(loop.Body, inside with { AtBreak = next, AtContinue = after }, after);
        round.Next = Block(loop.Before, inside, new ProgramNode.Branch(loop.Condition, body, next));
        return round;
    }

    private ProgramNode Call(ProgramStatement.CallProc call, ProgramNode next)
    {
        Routine proc = _procs[call.Proc];
        ProgramNode body = Body(proc, call.Result, next);
        return proc.Parameters.Count == 0 ? body : new ProgramNode.Assign([.. proc.Parameters], [.. call.Arguments], body);
    }
}
