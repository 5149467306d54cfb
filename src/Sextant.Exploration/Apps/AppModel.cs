using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Syntax.Text;

namespace Sextant.Exploration.Apps;

/// <summary>
/// All that the clients of an app can do and meet, at the level of clients: a pull fails, deposes who leads, or starts on any
/// branch that can be chosen; an invocation or a push fails or succeeds, a push with any own call as the last. Clients crash
/// and begin anew within their budget. Nothing happens after a step that breaks a property.
/// </summary>
/// <remarks>
/// A state is a header and parts. A step changes two or three of them, and what it makes of each is remembered, so that
/// programs run and trees change once for each combination of what they see, and not once for each state.
/// </remarks>
public sealed partial class AppModel : IModel
{
    /// <summary>How often it is looked how much is remembered: once in so many states.</summary>
    private const int LoadsBetweenLooks = 1024;

    private readonly AppMachine _machine;
    private readonly AppBounds _bounds;
    private readonly AppQuestions _questions;
    private readonly AppParts _parts;
    private readonly ClientSteps _steps;
    private readonly AppAnswers _answers;
    private readonly HistorySteps? _histories;
    private readonly AppSuccessor _next;

    /// <summary>Of the state that was read last: the numbers of its parts, where each begins, and what questions can speak of.</summary>
    private readonly int[] _numbers;
    private readonly int[] _starts;
    private readonly int[] _view;
    private readonly int[] _viewBefore;
    private readonly int[] _viewAfter;

    /// <summary>What a step answers with no that changes nothing questions speak of; null until it is asked.</summary>
    private ulong? _brokenByRest;
    private long _loads;
    private List<AppStep>? _log;

    /// <param name="app">It has clients, and calls that are bounded.</param>
    public AppModel(DistributedApp app, AppBounds bounds, BangMeaning bang = BangMeaning.PullAgain)
    {
        EvaluationLimits limits = EvaluationLimits.Default;
        _machine = new AppMachine(app, new ProgramOptions
        {
            Bang = bang,
            StopsAtCalls = AppQuestions.HasHistories(app),
            Limits = limits with { Steps = bounds.Steps ?? limits.Steps },
        });
        _bounds = bounds;
        _questions = new AppQuestions(_machine);
        _parts = new AppParts(_machine, _questions.Specification);
        _steps = new ClientSteps(_machine, _parts);
        _answers = new AppAnswers(_questions, _parts);
        _histories = _questions.Specification is { } specification ? new HistorySteps(_machine, _parts, specification) : null;
        _next = new AppSuccessor(_parts);
        _numbers = new int[_parts.Count];
        _starts = new int[_parts.Count + 1];
        _view = new int[_answers.Length];
        _viewBefore = new int[_answers.Length];
        _viewAfter = new int[_answers.Length];
    }

    /// <summary>So many things can be asked of one app.</summary>
    public const int MaxQuestions = AppQuestions.MaxCount;

    /// <summary>How many things are asked of an app.</summary>
    public static int QuestionsOf(AppMachine machine) => new AppQuestions(machine).All.Count;

    public EquatableArray<Property> Properties => _questions.All.Select(q => q.ToProperty()).ToEquatable();

    public EquatableArray<AppQuestion> Questions => _questions.All;

    internal AppMachine Machine => _machine;

    /// <summary>Where clients have been, in the text, in all that this instance expanded.</summary>
    public IReadOnlySet<SourceSpan> Visited => _steps.Visited;

    /// <summary>Whether an invocation was left out since this was last reset, because the object held as many calls as it may.</summary>
    public bool MetCallBound { get; set; }

    /// <summary>What is remembered is given up when it takes more, about; it is found out anew.</summary>
    internal long MaxRememberedBytes { get; init; } = 256L << 20;

    /// <summary>What goes wrong before any client has done anything; null where nothing does.</summary>
    internal EvaluationFault? InitialFault => _machine.Objects.Select(o => o.Machine.Initial.Fault)
        .Concat(_machine.Clients.Select(c => (_machine.Begin(c.Number).Next as Pending.Faulted)?.Fault)).FirstOrDefault(f => f is not null);

    private int HistoriesNumber => _numbers[^1];

    public bool Holds(int property, ReadOnlySpan<byte> state)
    {
        ulong broken = AppHeader.Read(state).Broken;
        if (_questions.All[property].Kind != AppQuestionKind.Sometimes)
            return (broken >> property & 1) == 0;
        if (broken != 0)
            return false;
        Load(state);
        return _answers.IsTrue(property, _view);
    }

    public void Begin(ISuccessors found)
    {
        ClientStep[] steps = [.. _machine.Clients.Select(c => _machine.Begin(c.Number))];
        MethodResult[] initial = [.. _machine.Objects.Select(o => o.Machine.Initial)];
        bool goesWrong = initial.Any(i => i.Fault is not null) || steps.Any(s => s.Next is Pending.Faulted);
        var header = new AppHeader(goesWrong ? AppQuestions.Execution : 0, new Budget(_bounds.Failures ?? 0, _bounds.Crashes, _bounds.Restarts), 0);
        _next.Begin(header);
        foreach (MethodResult state in initial)
            _next.Append(_parts.Unused(state.Fault is null ? state.State : Datum.Of(0)));
        for (int client = 0; client < steps.Length; client++)
            _next.Append(PartOf(client, _parts.NumberOf(client, steps[client].State)).Bytes);
        if (_questions.Specification is { } specification)
            _next.Append(_parts.Histories!.BytesOf(_parts.NumberOf(Histories.Initial(specification))));
        byte[] begun = _next.Written.ToArray();
        Load(begun);
        if (!goesWrong)
            (header with { Broken = _answers.Broken(_view, _view) }).Write(begun);
        found.Add(begun);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        AppHeader header = AppHeader.Read(state);
        if (header.Broken != 0)
            return;
        Load(state);
        for (int client = 0; client < _parts.Clients.Length; client++)
        {
            var actor = new Actor(client, PartOf(client), header);
            if ((header.IsCrashed >> client & 1) == 1)
                Restart(actor, state, found);
            else
                Act(actor, state, found);
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

    internal AppState Read(ReadOnlySpan<byte> state)
    {
        Load(state);
        return new AppState(
            [.. Enumerable.Range(0, _parts.Objects.Length).Select(Shown)],
            [.. Enumerable.Range(0, _parts.Clients.Length).Select(c => PartOf(c).State)]);
    }

    /// <summary>The clients that do nothing more, one bit each: they are done, or crashed, or all is over since a property is broken.</summary>
    internal int FinishedIn(ReadOnlySpan<byte> state)
    {
        AppHeader header = AppHeader.Read(state);
        if (header.Broken != 0)
            return -1;
        Load(state);
        int finished = header.IsCrashed;
        for (int client = 0; client < _parts.Clients.Length; client++)
        {
            if (PartOf(client).IsDone)
                finished |= 1 << client;
        }

        return finished;
    }

    private ClientPart PartOf(int client) => PartOf(client, _numbers[_parts.Objects.Length + client]);

    private ClientPart PartOf(int client, int number) => _parts.Clients[client][number];

    private ObjectState Shown(int obj)
    {
        ObjectPart part = _parts.Objects[obj][_numbers[obj]];
        return new ObjectState(_parts.States[obj][part.Committed], part.Shape.Bytes, [.. part.Calls.Select(c => _parts.Calls[obj][c].Method)]);
    }

    /// <summary>Finds the parts of a state, and their numbers.</summary>
    private void Load(ReadOnlySpan<byte> state)
    {
        ForgetWhenFull();
        int start = AppHeader.Bytes;
        for (int place = 0; place < _numbers.Length; place++)
        {
            _starts[place] = start;
            int length = AppParts.ReadLength(state[start..], out int prefix) + prefix;
            _numbers[place] = _parts.NumberAt(place, state.Slice(start, length), _numbers[place]);
            start += length;
        }

        _starts[^1] = start;
        for (int obj = 0; obj < _parts.Objects.Length; obj++)
            _view[obj] = _parts.Objects[obj][_numbers[obj]].Committed;
        for (int client = 0; client < _view.Length - _parts.Objects.Length; client++)
            _view[_parts.Objects.Length + client] = PartOf(client).Fields;
        _brokenByRest = null;
    }

    private void ForgetWhenFull()
    {
        if (_loads++ % LoadsBetweenLooks > 0 || _parts.Size + _steps.Size + _answers.Size + (_histories?.Size ?? 0) <= MaxRememberedBytes)
            return;
        _parts.Clear();
        _steps.Clear();
        _answers.Clear();
        _histories?.Clear();
    }
}
