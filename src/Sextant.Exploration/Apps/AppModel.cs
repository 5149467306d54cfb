using System.Buffers;
using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Statements;

namespace Sextant.Exploration.Apps;

/// <summary>
/// All that the clients of an app can do and meet, at the level of clients: a pull fails, deposes who leads, or starts on any
/// branch that can be chosen; an invocation or a push fails or succeeds, a push with any own call as the last. Clients crash
/// and begin anew within their budget. Nothing happens after a step that breaks a property.
/// </summary>
public sealed class AppModel : IModel
{
    private readonly AppMachine _machine;
    private readonly AppBounds _bounds;
    private readonly AppQuestions _questions;
    private readonly LiveTree _tree;
    private readonly byte[] _shape = new byte[1024];
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private List<AppStep>? _log;

    /// <param name="app">It has clients, and calls that are bounded.</param>
    public AppModel(DistributedApp app, AppBounds bounds, BangMeaning bang = BangMeaning.PullAgain)
    {
        _machine = new AppMachine(app, new ProgramOptions { Bang = bang, StopsAtCalls = AppQuestions.HasHistories(app) });
        _bounds = bounds;
        _questions = new AppQuestions(_machine);
        _tree = new LiveTree(_machine.Clients.Count);
    }

    public EquatableArray<Property> Properties => _questions.All.Select(q => q.ToProperty()).ToEquatable();

    public EquatableArray<AppQuestion> Questions => _questions.All;

    internal AppMachine Machine => _machine;

    /// <summary>Where clients have been, in the text, in all that this instance expanded.</summary>
    public ISet<Syntax.Text.SourceSpan> Visited { get; } = new HashSet<Syntax.Text.SourceSpan>();

    /// <summary>Whether an invocation was left out since this was last reset, because the object held as many calls as it may.</summary>
    public bool MetCallBound { get; set; }

    public bool Holds(int property, ReadOnlySpan<byte> state)
    {
        AppState read = Read(state);
        return _questions.All[property].Kind == AppQuestionKind.Sometimes ? read.Broken == 0 && _questions.IsTrue(property, read) : read.Broken != property + 1;
    }

    public void Begin(ISuccessors found)
    {
        ClientStep[] steps = [.. _machine.Clients.Select(c => _machine.Begin(c.Number))];
        _tree.Clear();
        byte[] shape = _shape[.._tree.Write(_shape)];
        MethodResult[] initial = [.. _machine.Objects.Select(o => o.Machine.Initial)];
        var state = new AppState(
            0,
            new Budget(_bounds.Failures ?? 0, _bounds.Crashes, _bounds.Restarts),
            0,
            [.. initial.Select(i => new ObjectState(i.Fault is null ? i.State : Datum.Of(0), shape, []))],
            [.. steps.Select(s => s.State)],
            _questions.Specification is { } specification ? Histories.Initial(specification) : null);
        bool goesWrong = initial.Any(i => i.Fault is not null) || steps.Any(s => s.Next is Pending.Faulted);
        Found(goesWrong ? state with { Broken = 1 } : state with { Broken = _questions.Broken(state, state) + 1 }, null, found);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        AppState app = Read(state);
        if (app.Broken != 0)
            return;
        for (int client = 0; client < _machine.Clients.Count; client++)
        {
            if ((app.IsCrashed >> client & 1) == 1)
                Restart(app, client, found);
            else
                Act(app, client, found);
        }
    }

    /// <summary>What happens in a state, in the order in which <see cref="Expand"/> gives the states after it.</summary>
    internal IReadOnlyList<AppStep> ActionsOf(ReadOnlySpan<byte> state)
    {
        _log = [];
        Expand(state, Nowhere.Instance);
        (List<AppStep> actions, _log) = (_log, null);
        return actions;
    }

    internal AppState Read(ReadOnlySpan<byte> state) => AppState.Read(state, _machine, _questions.Specification);

    /// <summary>Whether the client has done all that it does.</summary>
    internal bool IsDone(AppState state, int client) => _machine.PendingIn(client, state.Clients[client]) is Pending.Done;

    private void Act(AppState app, int client, ISuccessors found)
    {
        Pending pending = _machine.PendingIn(client, app.Clients[client]);
        Visited.Add(pending.Span);
        switch (pending)
        {
            case Pending.Operation { Action: ObjectAction.Pull } pull:
                Pull(app, client, pull, found);
                break;
            case Pending.Operation { Action: ObjectAction.Invoke } invoke:
                Invoke(app, client, invoke, found);
                break;
            case Pending.Operation push:
                Push(app, client, push, found);
                break;
            case Pending.Call call:
                AppState begun = app.Histories is { } histories ? app with { Histories = histories.Begin(client, app.Clients[client]) } : app;
                Step(app, begun, client, _machine.Continue(client, app.Clients[client]), null, new AppAction.Begin(client, call), found);
                break;
            default:
                return;
        }

        if (app.Budget.Crashes > 0)
            Found(app with { IsCrashed = app.IsCrashed | (1 << client), Budget = app.Budget with { Crashes = app.Budget.Crashes - 1 } }, AppStep.Of(new AppAction.Crash(client)), found);
    }

    private void Restart(AppState app, int client, ISuccessors found)
    {
        if (app.Budget.Restarts == 0)
            return;
        AppState forgotten = app with
        {
            IsCrashed = app.IsCrashed & ~(1 << client),
            Budget = app.Budget with { Restarts = app.Budget.Restarts - 1 },
            Histories = app.Histories?.Forget(client),
        };
        Found(forgotten.With(client, _machine.Begin(client).State), AppStep.Of(new AppAction.Restart(client)), found);
    }

    private void Pull(AppState app, int client, Pending.Operation pull, ISuccessors found)
    {
        ObjectState obj = app.Objects[pull.Object];
        _tree.Read(obj.Shape);
        int leader = _tree.Leader;
        foreach (int source in (int[])[.. _tree.Electable(client)])
        {
            _tree.Read(obj.Shape);
            int tip = source == LiveTree.Nobody ? LiveTree.Committed : _tree[source].Tip;
            Datum chosen = tip == LiveTree.Committed ? obj.Committed : obj.Calls[tip].After;
            _tree.Elect(client, source);
            Resume(app, app.With(pull.Object, Shaped(obj, obj.Calls)), client, new OperationOutcome(chosen), new AppAction.Pull(client, pull, source), found);
        }

        Fail(app, client, pull, isNeeded: false, found);
        if (leader == LiveTree.Nobody || !MayFail(app))
            return;
        _tree.Read(obj.Shape);
        _tree.Silence(leader);
        Resume(app, Failed(app).With(pull.Object, Shaped(obj, obj.Calls)), client, OperationOutcome.Fail, new AppAction.FailAndDepose(client, pull, leader), found);
    }

    private void Invoke(AppState app, int client, Pending.Operation invoke, ISuccessors found)
    {
        ObjectState obj = app.Objects[invoke.Object];
        _tree.Read(obj.Shape);
        bool isLeading = _tree[client].CanInvoke;
        Fail(app, client, invoke, isNeeded: !isLeading, found);
        if (!isLeading)
            return;
        if (obj.Calls.Length >= _bounds.Calls)
        {
            MetCallBound = true;
            return;
        }

        int tip = _tree[client].Tip;
        Datum before = tip == LiveTree.Committed ? obj.Committed : obj.Calls[tip].After;
        MethodResult made = _machine.Objects[invoke.Object].Machine.Run(invoke.Method, before, client, invoke.Arguments.Items.AsSpan());
        var action = new AppAction.Invoke(client, invoke);
        if (made.Fault is not null)
        {
            Found(app with { Broken = BrokenByFault(app, client) }, AppStep.Of(action, made.Fault), found);
            return;
        }

        _tree.Invoke(client, obj.Calls.Length);
        ObjectState next = Shaped(obj, [.. obj.Calls, new LiveCall(made.State, made.Value, invoke.Method)]);
        Resume(app, app.With(invoke.Object, next), client, new OperationOutcome(made.Value), action, found);
    }

    private void Push(AppState app, int client, Pending.Operation push, ISuccessors found)
    {
        ObjectState obj = app.Objects[push.Object];
        _tree.Read(obj.Shape);
        int[] committable = [.. _tree.Committable(client)];
        foreach (int call in committable)
        {
            _tree.Read(obj.Shape);
            IReadOnlyList<int> path = _tree.PathTo(call);
            _tree.Commit(call);
            LiveCall last = obj.Calls[call];
            ObjectState next = Shaped(obj, obj.Calls) with { Committed = last.After };
            AppState before = app;
            AppState after = app.With(push.Object, next);
            var action = new AppAction.Push(client, push, call);
            if (BrokenOnTheWay(ref before, push.Object, [.. path.SkipLast(1).Select(c => obj.Calls[c].After)]) is var broken and not AppQuestions.Nothing)
                Found(after with { Broken = broken + 1 }, new AppStep(action, new OperationOutcome(last.Value, last.Method), [], null), found);
            else
                Step(before, after, client, _machine.Resume(client, app.Clients[client], new OperationOutcome(last.Value, last.Method)), new OperationOutcome(last.Value, last.Method), action, found);
        }

        Fail(app, client, push, isNeeded: committable.Length == 0, found);
    }

    /// <summary>Calls that are committed at once are committed one after the other: what is asked is asked of each state on the way.</summary>
    /// <param name="before">Becomes the last of them.</param>
    private int BrokenOnTheWay(ref AppState before, int obj, Datum[] states)
    {
        foreach (Datum state in states)
        {
            AppState next = before.With(obj, before.Objects[obj] with { Committed = state });
            if (_questions.Broken(before, next) is var broken and not AppQuestions.Nothing)
                return broken;
            before = next;
        }

        return AppQuestions.Nothing;
    }

    /// <summary>The object with the shape that the tree has now; its calls are where the tree put them.</summary>
    private ObjectState Shaped(ObjectState obj, LiveCall[] calls)
    {
        LiveCall[] moved = [.. _tree.Calls.Select(c => calls[c.Content])];
        return new ObjectState(obj.Committed, _shape[.._tree.Write(_shape)], moved);
    }

    private bool MayFail(AppState app) => _bounds.Failures is null || app.Budget.Failures > 0;

    private AppState Failed(AppState app) => _bounds.Failures is null ? app : app with { Budget = app.Budget with { Failures = app.Budget.Failures - 1 } };

    /// <param name="isNeeded">Whether it cannot succeed, so that its failure is no fault of the network's.</param>
    private void Fail(AppState app, int client, Pending.Operation operation, bool isNeeded, ISuccessors found)
    {
        if (isNeeded || MayFail(app))
            Resume(app, isNeeded ? app : Failed(app), client, OperationOutcome.Fail, new AppAction.Fail(client, operation), found);
    }

    private void Resume(AppState before, AppState after, int client, OperationOutcome outcome, AppAction action, ISuccessors found) =>
        Step(before, after, client, _machine.Resume(client, before.Clients[client], outcome), outcome, action, found);

    private void Step(AppState before, AppState after, int client, ClientStep step, OperationOutcome? outcome, AppAction action, ISuccessors found)
    {
        AppState next = after.With(client, step.State);
        var told = new AppStep(action, outcome, step.Events, (step.Next as Pending.Faulted)?.Fault);
        if (told.Fault is not null)
        {
            Found(next with { Broken = 1 }, told, found);
            return;
        }

        foreach (ClientEvent.Ended ended in step.Events.OfType<ClientEvent.Ended>())
        {
            if (next.Histories is not { } histories || _questions.Specification is not { } specification)
                break;
            Routine proc = _machine.App.Procs.First(p => p.Name == ended.Proc);
            bool hasFailed = Specification.CanFail(proc) && ended.Result.Constructor == 0;
            if (histories.End(client, ended.Result, hasFailed, specification) is not { } explained)
            {
                Found(next with { Broken = _questions.History + 1 }, told, found);
                return;
            }

            next = next with { Histories = explained };
        }

        Found(next with { Broken = _questions.Broken(before, next) + 1 }, told, found);
    }

    /// <summary>A method met what has no value: the promise is broken where what is promised would have had one, else the app is wrong by itself.</summary>
    private int BrokenByFault(AppState app, int client) =>
        app.Histories is { } histories && _questions.Specification is { } specification && !histories.CanGoWrong(client, specification) ? _questions.History + 1 : 1;

    private void Found(AppState state, AppStep? step, ISuccessors found)
    {
        if (step is not null)
            _log?.Add(step);
        state.Write(_bytes);
        found.Add(_bytes.WrittenSpan);
    }
}
