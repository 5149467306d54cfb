using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Programs;

internal sealed partial class CodeWriter
{
    /// <summary>Holds an outcome from where it arrives to the next instruction, so never where a run stops.</summary>
    private readonly int _outcome = layout.AddNameless();

    private int _depth;

    /// <summary>What the sign behind a call stands for is written out.</summary>
    private void Operate(ObjectOperation operation, SourceSpan span)
    {
        var end = new Label();
        int result = operation.Result is null ? _outcome : layout.Add(operation.Result);
        switch (operation.Action)
        {
            case ObjectAction.Pull or ObjectAction.Push:
                Step(operation, operation.Action, result, span);
                break;
            case ObjectAction.Invoke:
                Count();
                Step(operation, ObjectAction.Invoke, result, span);
                break;
            case ObjectAction.AtMostOnce:
                Count();
                Attempt(operation, result, end, span);
                break;
            default:
                UntilDone(operation, result, span);
                break;
        }

        Place(end);
    }

    private void Step(ObjectOperation operation, ObjectAction action, int result, SourceSpan span)
    {
        bool hasArguments = action == ObjectAction.Invoke;
        int here = _lines.Count;
        int[] reads = ReadBy([operation.Object, .. hasArguments ? operation.Arguments : []]);
        var stop = new Stop.Operation(action, expressions.ComputeWhole(operation.Object), operation.ObjectType,
            action == ObjectAction.Pull ? null : operation.Method, hasArguments ? [.. operation.Arguments.Select(expressions.ComputeWhole)] : [], result, span);
        // An outcome is put into its slot by whoever resumes the run, which goes on behind the stop.
        Line(_ => ~here, Requests is { } counter ? [.. reads, counter] : reads, result, stop: stop);
    }

    /// <summary>Pull, call, push; the first that fails is the outcome.</summary>
    private void Attempt(ObjectOperation operation, int result, Label end, SourceSpan span)
    {
        var failed = new Label();
        Step(operation, ObjectAction.Pull, _outcome, span);
        JumpIfFail(_outcome, failed);
        Step(operation, ObjectAction.Invoke, _outcome, span);
        JumpIfFail(_outcome, failed);
        Step(operation, ObjectAction.Push, result, span);
        Jump(end);
        Place(failed);
        Set(result, Datum.Of(0));
    }

    private void UntilDone(ObjectOperation operation, int result, SourceSpan span)
    {
        bool isOneRequest = operation.Action == ObjectAction.UntilDone;
        var again = new Label();
        if (isOneRequest)
            Count();
        Place(again);
        if (!isOneRequest)
            Count();
        Step(operation, ObjectAction.Pull, _outcome, span);
        JumpIfFail(_outcome, again);
        Step(operation, ObjectAction.Invoke, _outcome, span);
        if (isOneRequest && Bang == BangMeaning.Slides)
        {
            again = new Label();
            Place(again);
        }
        else
        {
            JumpIfFail(_outcome, again);
        }

        Step(operation, ObjectAction.Push, _outcome, span);
        JumpIfFail(_outcome, again);
        int next = _lines.Count + 1;
        Line(f =>
        {
            f.Slots[result] = f.Slots[_outcome].Fields[0];
            return next;
        }, [_outcome], result);
    }

    private void Count()
    {
        if (Requests is not { } counter)
            return;
        int next = _lines.Count + 1;
        Line(f =>
        {
            f.Slots[counter] = new Datum(f.Slots[counter].Bits + 1);
            return next;
        }, [counter], counter);
    }

    private void Call(ProgramStatement.CallProc call)
    {
        Routine proc = Procs[call.Proc];
        int[] parameters = [.. proc.Parameters.Select(p => layout.Add(p))];
        // The arguments are computed before the first parameter changes: a proc may be called with what it was called with.
        int[] passed = [.. call.Arguments.Select(_ => layout.AddNameless())];
        for (int i = 0; i < passed.Length; i++)
            Assign(passed[i], call.Arguments[i]);
        for (int i = 0; i < passed.Length; i++)
            Copy(passed[i], parameters[i]);
        bool isClients = _depth == 0;
        if (isClients)
            Begin(call, parameters);
        int result = call.Result is null ? layout.AddNameless() : layout.Add(call.Result);
        _depth++;
        Body(proc, result);
        _depth--;
        if (!isClients)
            return;
        int next = _lines.Count + 1;
        Line(f =>
        {
            Ended?.Invoke(call.Proc, f.Slots[result]);
            return next;
        }, [result]);
    }

    private void Copy(int from, int to)
    {
        int next = _lines.Count + 1;
        Line(f =>
        {
            f.Slots[to] = f.Slots[from];
            return next;
        }, [from], to);
    }

    private void Begin(ProgramStatement.CallProc call, int[] parameters)
    {
        int here = _lines.Count;
        if (StopsAtCalls)
            Line(_ => ~here, parameters, stop: new Stop.Call(call.Proc, parameters, call.Span));
        int next = _lines.Count + 1;
        Line(f =>
        {
            Began?.Invoke(call.Proc, [.. parameters.Select(p => f.Slots[p])]);
            return next;
        }, parameters);
    }
}
