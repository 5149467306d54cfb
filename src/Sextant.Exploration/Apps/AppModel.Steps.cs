using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Statements;

namespace Sextant.Exploration.Apps;

public sealed partial class AppModel
{
    /// <summary>Stands for what a step leaves as it is.</summary>
    private const int Unchanged = -1;

    /// <summary>A client of the state that is expanded.</summary>
    private readonly record struct Actor(int Client, ClientPart Part, AppHeader Header);

    /// <summary>What a step does to the object that a client uses.</summary>
    /// <param name="Object">Its number, or <see cref="Unchanged"/>.</param>
    /// <param name="Committed">The number of its committed state afterwards, or <see cref="Unchanged"/>.</param>
    /// <param name="NewCall">The number of the call that is made, if one is.</param>
    /// <param name="Before">Of a push, the calls of the object that it commits before the last one; else null.</param>
    private readonly record struct Effect(int Object, ShapeChange? Shape, int Committed = Unchanged, int NewCall = Unchanged, int[]? Before = null)
    {
        public static readonly Effect None = new(Unchanged, null);
    }

    private void Act(in Actor actor, ReadOnlySpan<byte> state, ISuccessors found)
    {
        if (actor.Part.IsDone)
            return;
        if (actor.Part.Operation is not { } operation)
            Begin(actor, state, found);
        else if (operation.Action == ObjectAction.Pull)
            Pull(actor, operation, state, found);
        else if (operation.Action == ObjectAction.Invoke)
            Invoke(actor, operation, state, found);
        else
            Push(actor, operation, state, found);
        Crash(actor, state, found);
    }

    private void Begin(in Actor actor, ReadOnlySpan<byte> state, ISuccessors found)
    {
        ClientChange change = _steps.Begin(actor.Client, actor.Part);
        Take(actor, change, Effect.None, spendsFailure: false, state, found);
        _log?.Add(Told(new AppAction.Begin(actor.Client, (Pending.Call)actor.Part.Pending), null, change));
    }

    private void Pull(in Actor actor, Pending.Operation pull, ReadOnlySpan<byte> state, ISuccessors found)
    {
        ObjectPart obj = _parts.Objects[pull.Object][_numbers[pull.Object]];
        foreach (ShapePull way in obj.Shape.Pulls(actor.Client))
        {
            int chosen = StateAt(pull.Object, obj, way.Tip);
            ClientChange change = _steps.Pull(actor.Client, actor.Part, chosen);
            Take(actor, change, new Effect(pull.Object, way.Change), spendsFailure: false, state, found);
            _log?.Add(Told(new AppAction.Pull(actor.Client, pull, way.Source), new OperationOutcome(_parts.States[pull.Object][chosen]), change));
        }

        Fail(actor, pull, isNeeded: false, state, found);
        if (obj.Shape.Leader == LiveTree.Nobody || !MayFail(actor))
            return;
        ClientChange failed = _steps.Fail(actor.Client, actor.Part);
        Take(actor, failed, new Effect(pull.Object, obj.Shape.Deposed()), spendsFailure: true, state, found);
        _log?.Add(Told(new AppAction.FailAndDepose(actor.Client, pull, obj.Shape.Leader), OperationOutcome.Fail, failed));
    }

    private void Invoke(in Actor actor, Pending.Operation invoke, ReadOnlySpan<byte> state, ISuccessors found)
    {
        ObjectPart obj = _parts.Objects[invoke.Object][_numbers[invoke.Object]];
        bool isLeading = obj.Shape.CanInvoke(actor.Client);
        Fail(actor, invoke, isNeeded: !isLeading, state, found);
        if (!isLeading)
            return;
        if (obj.Calls.Length >= _bounds.Calls)
        {
            MetCallBound = true;
            return;
        }

        Invoked made = _steps.Run(actor.Client, actor.Part, StateAt(invoke.Object, obj, obj.Shape.Tips[actor.Client]));
        var action = _log is null ? null : new AppAction.Invoke(actor.Client, invoke);
        if (made.Fault is not null)
        {
            Found(actor, actor.Header with { Broken = BrokenByFault(actor.Client) }, Effect.None, Unchanged, Unchanged, state, found);
            _log?.Add(AppStep.Of(action!, made.Fault));
            return;
        }

        ClientChange change = _steps.Invoke(actor.Client, actor.Part, made.Call);
        Take(actor, change, new Effect(invoke.Object, obj.Shape.Invocation(actor.Client), NewCall: made.Call), spendsFailure: false, state, found);
        _log?.Add(Told(action!, new OperationOutcome(_parts.Calls[invoke.Object][made.Call].Value), change));
    }

    private void Push(in Actor actor, Pending.Operation push, ReadOnlySpan<byte> state, ISuccessors found)
    {
        ObjectPart obj = _parts.Objects[push.Object][_numbers[push.Object]];
        ShapePush[] ways = obj.Shape.Pushes(actor.Client);
        foreach (ShapePush way in ways)
        {
            int last = obj.Calls[way.Call];
            ClientChange change = _steps.Push(actor.Client, actor.Part, last);
            bool isResumed = Take(actor, change, new Effect(push.Object, way.Change, _parts.Calls[push.Object][last].After, Before: way.Before), spendsFailure: false, state, found);
            _log?.Add(Told(new AppAction.Push(actor.Client, push, way.Call), _steps.OutcomeOf(actor.Part, last), isResumed ? change : null));
        }

        Fail(actor, push, isNeeded: ways.Length == 0, state, found);
    }

    /// <param name="isNeeded">Whether it cannot succeed, so that its failure is no fault of the network's.</param>
    private void Fail(in Actor actor, Pending.Operation operation, bool isNeeded, ReadOnlySpan<byte> state, ISuccessors found)
    {
        if (!isNeeded && !MayFail(actor))
            return;
        ClientChange change = _steps.Fail(actor.Client, actor.Part);
        Take(actor, change, Effect.None, spendsFailure: !isNeeded, state, found);
        _log?.Add(Told(new AppAction.Fail(actor.Client, operation), OperationOutcome.Fail, change));
    }

    private void Crash(in Actor actor, ReadOnlySpan<byte> state, ISuccessors found)
    {
        Budget budget = actor.Header.Budget;
        if (budget.Crashes == 0)
            return;
        var header = new AppHeader(0, budget with { Crashes = budget.Crashes - 1 }, actor.Header.IsCrashed | (1 << actor.Client));
        Found(actor, header, Effect.None, Unchanged, Unchanged, state, found);
        _log?.Add(AppStep.Of(new AppAction.Crash(actor.Client)));
    }

    private void Restart(in Actor actor, ReadOnlySpan<byte> state, ISuccessors found)
    {
        Budget budget = actor.Header.Budget;
        if (budget.Restarts == 0)
            return;
        int begun = _parts.NumberOf(actor.Client, _machine.Begin(actor.Client).State);
        _view.CopyTo(_viewAfter);
        if (_answers.SpeakOfFields)
            _viewAfter[_parts.Objects.Length + actor.Client] = PartOf(actor.Client, begun).Fields;
        var header = new AppHeader(_answers.Broken(_view, _viewAfter), budget with { Restarts = budget.Restarts - 1 }, actor.Header.IsCrashed & ~(1 << actor.Client));
        Found(actor, header, Effect.None, begun, _histories?.Forget(HistoriesNumber, actor.Client) ?? Unchanged, state, found);
        _log?.Add(AppStep.Of(new AppAction.Restart(actor.Client)));
    }

    private bool MayFail(in Actor actor) => _bounds.Failures is null || actor.Header.Budget.Failures > 0;

    /// <summary>The number of the state after a call on the object's tree.</summary>
    private int StateAt(int number, ObjectPart obj, int call) => call == LiveTree.Committed ? obj.Committed : _parts.Calls[number][obj.Calls[call]].After;

    /// <summary>A method met what has no value: the promise is broken where what is promised would have had one, else the app is wrong by itself.</summary>
    private ulong BrokenByFault(int client) => _histories is { } steps && !steps.CanGoWrong(HistoriesNumber, client) ? _questions.History : AppQuestions.Execution;

    /// <summary>A client goes on; false where a property breaks before it does.</summary>
    /// <param name="spendsFailure">Whether an operation failed without need, for which there is a budget.</param>
    private bool Take(in Actor actor, ClientChange change, in Effect effect, bool spendsFailure, ReadOnlySpan<byte> state, ISuccessors found)
    {
        AppHeader header = actor.Header;
        if (spendsFailure && _bounds.Failures is not null)
            header = header with { Budget = header.Budget with { Failures = header.Budget.Failures - 1 } };
        if (effect.Before is { Length: > 0 } before && BrokenOnTheWay(effect.Object, before) is var early and not 0)
        {
            Found(actor, header with { Broken = early }, effect, Unchanged, Unchanged, state, found);
            return false;
        }

        (int histories, bool isExplained) = _histories is { } steps && (change.EndsCall || actor.Part.Operation is null)
            ? steps.After(HistoriesNumber, actor.Client, actor.Part, change)
            : (Unchanged, true);
        ulong broken = change.IsFaulty ? AppQuestions.Execution : (isExplained ? 0 : _questions.History) | BrokenAfter(actor, change, effect);
        Found(actor, header with { Broken = broken }, effect, change.After, histories, state, found);
        return true;
    }

    /// <summary>Calls that are committed at once are committed one after the other: what is asked is asked of each state on the way.</summary>
    private ulong BrokenOnTheWay(int obj, int[] calls)
    {
        _view.CopyTo(_viewBefore);
        foreach (int call in calls)
        {
            _viewBefore.CopyTo(_viewAfter);
            _viewAfter[obj] = StateAt(obj, _parts.Objects[obj][_numbers[obj]], call);
            if (_answers.Broken(_viewBefore, _viewAfter) is var broken and not 0)
                return broken;
            _viewAfter.CopyTo(_viewBefore);
        }

        return 0;
    }

    private ulong BrokenAfter(in Actor actor, ClientChange change, in Effect effect)
    {
        if (_answers.HoldAlways)
            return 0;
        int fieldsAfter = _answers.SpeakOfFields ? PartOf(actor.Client, change.After).Fields : actor.Part.Fields;
        if (effect.Committed == Unchanged && fieldsAfter == actor.Part.Fields)
            return _brokenByRest ??= _answers.SpeakOfSteps ? _answers.Broken(_view, _view) : 0;
        // Where calls were committed on the way, the last of these is what comes before.
        if (effect.Before is not { Length: > 0 })
            _view.CopyTo(_viewBefore);
        _viewBefore.CopyTo(_viewAfter);
        if (effect.Committed != Unchanged)
            _viewAfter[effect.Object] = effect.Committed;
        if (_answers.SpeakOfFields)
            _viewAfter[_parts.Objects.Length + actor.Client] = fieldsAfter;
        return _answers.Broken(_viewBefore, _viewAfter);
    }

    /// <summary>Gives the state in which the header and some parts are others.</summary>
    private void Found(in Actor actor, in AppHeader header, in Effect effect, int clientAfter, int historiesAfter, ReadOnlySpan<byte> state, ISuccessors found)
    {
        // Most of what fails leaves everything as it is.
        if (effect.Shape is null && historiesAfter == Unchanged && header == actor.Header && (clientAfter == Unchanged || clientAfter == _numbers[_parts.Objects.Length + actor.Client]))
        {
            found.Add(state);
            return;
        }

        _next.Begin(header);
        int copied = AppHeader.Bytes;
        if (effect.Shape is { } shape)
        {
            ObjectPart obj = _parts.Objects[effect.Object][_numbers[effect.Object]];
            CopyUpTo(effect.Object, ref copied, state);
            _next.AppendObject(effect.Object, obj, effect.Committed == Unchanged ? obj.Committed : effect.Committed, shape, effect.NewCall);
        }

        if (clientAfter != Unchanged)
        {
            CopyUpTo(_parts.Objects.Length + actor.Client, ref copied, state);
            _next.Append(PartOf(actor.Client, clientAfter).Bytes);
        }

        if (historiesAfter != Unchanged)
        {
            CopyUpTo(_numbers.Length - 1, ref copied, state);
            _next.Append(_parts.Histories!.BytesOf(historiesAfter));
        }

        _next.Append(state[copied..]);
        found.Add(_next.Written);
    }

    /// <summary>Copies the state up to a part, and passes that part over.</summary>
    private void CopyUpTo(int place, ref int copied, ReadOnlySpan<byte> state)
    {
        _next.Append(state[copied.._starts[place]]);
        copied = _starts[place + 1];
    }

    private static AppStep Told(AppAction action, OperationOutcome? outcome, ClientChange? change)
    {
        EvaluationFault? fault = (change?.Step.Next as Pending.Faulted)?.Fault;
        return new AppStep(action, outcome, change?.Step.Events ?? [], fault);
    }
}
