using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>
/// Writes statements as instructions, which call delegates of expressions. Procs are written out where they are called, so
/// that one number says where a client is.
/// </summary>
/// <param name="initial">Some value of a type.</param>
internal sealed partial class CodeWriter(Layout layout, ExprCompiler expressions, Func<DataType, Datum> initial)
{
    /// <summary>Procs that call procs that call procs are written out again and again; this bounds how often.</summary>
    private const int MostLines = 100_000;

    private readonly List<CodeLine> _lines = [];
    private readonly Stack<(Label Break, Label Continue)> _loops = new();
    private Label _end = new();
    private int _result;
    private bool _yieldsOutcome;

    public IReadOnlyList<CodeLine> Lines => _lines;

    /// <summary>The procs that can be called.</summary>
    public IReadOnlyDictionary<string, Routine> Procs { get; init; } = new Dictionary<string, Routine>(StringComparer.Ordinal);

    public BangMeaning Bang { get; init; }

    /// <summary>The slot that counts requests; null where nobody counts them.</summary>
    public int? Requests { get; init; }

    public bool StopsAtCalls { get; init; }

    /// <summary>Called with a proc and what it yielded, when a client's own call ends.</summary>
    public Action<string, Datum>? Ended { get; init; }

    /// <summary>Called with a proc and its arguments, when a client's own call begins.</summary>
    public Action<string, Datum[]>? Began { get; init; }

    /// <summary>The body, what it yields in the slot, and a stop at the end.</summary>
    public void Routine(Routine routine, int result)
    {
        Body(routine, result);
        Line(At(~_lines.Count), [result], stop: new Stop.End(routine.Span));
    }

    private static Instruction At(int position) => _ => position;

    private void Body(Routine routine, int result)
    {
        (Label end, int outerResult, bool outcome) = (_end, _result, _yieldsOutcome);
        (_end, _result) = (new Label(), result);
        _yieldsOutcome = routine.Result is DataType.Datatype { Symbol: var symbol } && symbol == DatatypeSymbol.Outcome;
        // What may be read before anything was assigned to it begins with some value of its type, always the same.
        foreach (VariableSymbol variable in Assignments.Unassigned(routine).Keys)
            Set(layout.Add(variable), initial(variable.Type));
        Block(routine.Body);
        DataType yielded = _yieldsOutcome ? ((DataType.Datatype)routine.Result).Arguments[0] : routine.Result;
        if (yielded == Objects.Routine.Nothing)
            Set(result, _yieldsOutcome ? Datum.Of(1, Datum.Of(0)) : Datum.Of(0));
        else
            Fault(FaultKind.Partial, routine.NameSpan, $"`{routine.Name}` ends here without yielding a value");
        Place(_end);
        (_end, _result, _yieldsOutcome) = (end, outerResult, outcome);
    }

    private void Line(Instruction run, int[]? reads = null, int write = -1, Label[]? targets = null, Stop? stop = null)
    {
        if (_lines.Count >= MostLines)
            throw new EvaluationFaultException(FaultKind.Bound, stop?.Span ?? default, FormattableString.Invariant($"the procs that are called here, written out, have more than {MostLines} instructions"));
        _lines.Add(new CodeLine(run, reads ?? [], write, targets, stop));
    }

    private void Place(Label label) => label.Position = _lines.Count;

    private void Set(int slot, Datum value)
    {
        int next = _lines.Count + 1;
        Line(f =>
        {
            f.Slots[slot] = value;
            return next;
        }, write: slot);
    }

    private void Fault(FaultKind kind, SourceSpan span, string message) => Line(_ => throw new EvaluationFaultException(kind, span, message), targets: []);

    private void Jump(Label label) => Line(_ => label.Position, targets: [label]);

    /// <summary>Goes on at the label where the slot holds <c>FAIL</c>.</summary>
    private void JumpIfFail(int slot, Label label)
    {
        var next = new Label { Position = _lines.Count + 1 };
        Line(f => f.Slots[slot].Constructor == 0 ? label.Position : next.Position, [slot], targets: [label, next]);
    }

    private int[] ReadBy(params IEnumerable<Expr> parts) => [.. parts.SelectMany(ExprWalk.All).OfType<Expr.Reference>()
        .Select(r => layout.TryFind(r.Symbol, out int slot) ? slot : -1).Where(s => s >= 0).Distinct()];

    private void Block(EquatableArray<ProgramStatement> statements)
    {
        foreach (ProgramStatement statement in statements)
            Statement(statement);
    }

    private void Statement(ProgramStatement statement)
    {
        switch (statement)
        {
            case ProgramStatement.Assign s:
                Assign(layout.Add(s.Target), s.Value);
                break;
            case ProgramStatement.Require s:
                Require(s);
                break;
            case ProgramStatement.If s:
                If(s);
                break;
            case ProgramStatement.Loop s:
                Loop(s);
                break;
            case ProgramStatement.Break:
                Jump(_loops.Peek().Break);
                break;
            case ProgramStatement.Continue:
                Jump(_loops.Peek().Continue);
                break;
            case ProgramStatement.Return s:
                Assign(_result, s.Value);
                Jump(_end);
                break;
            case ProgramStatement.Operate s:
                Operate(s.Operation, s.Span);
                break;
            case ProgramStatement.CallProc s:
                Call(s);
                break;
            case ProgramStatement.LeftOut s:
                Fault(FaultKind.NotExecutable, s.Span, "this is a sketch, which leaves out what it does here");
                break;
            default:
                throw new InvalidOperationException($"no code for {statement.GetType().Name}");
        }
    }

    private void Assign(int slot, Expr expression)
    {
        Computation value = expressions.ComputeWhole(expression);
        int next = _lines.Count + 1;
        Line(f =>
        {
            f.Slots[slot] = value(f);
            return next;
        }, ReadBy(expression), slot);
    }

    private void Require(ProgramStatement.Require require)
    {
        Condition condition = expressions.DecideWhole(require.Condition);
        int next = _lines.Count + 1;
        Line(f => condition(f) ? next : throw new EvaluationFaultException(FaultKind.Violated, require.Span, require.Message), ReadBy(require.Condition));
    }

    private void If(ProgramStatement.If branch)
    {
        var otherwise = new Label();
        Test(branch.Condition, otherwise);
        Block(branch.Then);
        if (branch.Else.Count == 0)
        {
            Place(otherwise);
            return;
        }

        var end = new Label();
        Jump(end);
        Place(otherwise);
        Block(branch.Else);
        Place(end);
    }

    /// <summary>Goes on at the label where the condition does not hold.</summary>
    private void Test(Expr expression, Label otherwise)
    {
        if (expression is Expr.BoolLiteral { Value: true })
            return;
        Condition condition = expressions.DecideWhole(expression);
        var next = new Label { Position = _lines.Count + 1 };
        int position = next.Position;
        Line(f => condition(f) ? position : otherwise.Position, ReadBy(expression), targets: [next, otherwise]);
    }

    private void Loop(ProgramStatement.Loop loop)
    {
        var start = new Label();
        var end = new Label();
        var next = new Label();
        Place(start);
        Block(loop.Before);
        Test(loop.Condition, end);
        _loops.Push((end, next));
        Block(loop.Body);
        Place(next);
        Block(loop.After);
        _loops.Pop();
        int again = start.Position;
        Line(f =>
        {
            expressions.Spend(f, loop.Span);
            return again;
        }, targets: [start]);
        Place(end);
    }
}
