using Sextant.Model.Binding.Sxt;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Model.Tests.Evaluation.Programs;

/// <summary>
/// Runs the clients of an app one after the other, with objects to which nothing happens: every pull and push succeeds, and
/// everything that was called is committed.
/// </summary>
internal sealed class DirectRun
{
    private sealed class Place(Datum committed)
    {
        public Datum Committed { get; set; } = committed;

        /// <summary>The state with the calls of its last puller, and the method and result of the last of them.</summary>
        public Datum Branch { get; set; } = committed;

        public (int Method, Datum Result) Last { get; set; } = (-1, default);
    }

    private readonly Place[] _places;
    private readonly ClientState[] _clients;

    public DirectRun(AppMachine machine)
    {
        Machine = machine;
        _places = [.. machine.Objects.Select(o => new Place(o.Machine.Initial.State))];
        _clients = [.. machine.Clients.Select(c => machine.Begin(c.Number).State)];
    }

    public static DirectRun Of(string text, ProgramOptions? options = null) => new(new AppMachine(Bind(text).Apps[^1], options));

    public static SxtModel Bind(string text)
    {
        var diagnostics = new DiagnosticBag(new SourceText("test.sxt", text));
        SxtModel model = SxtBinder.Bind(SxtParser.Parse(diagnostics.Source, diagnostics), diagnostics);
        diagnostics.ToImmutable().Where(d => d.IsError).Select(d => $"{d.Position} {d.Code.Id} {d.Message}").ShouldBeEmpty(text);
        return model;
    }

    public AppMachine Machine { get; }

    public List<ClientEvent> Events { get; } = [];

    /// <summary>What the clients did, in order: <c>lk.pull</c>.</summary>
    public List<string> Operations { get; } = [];

    public Datum[] States => [.. _places.Select(p => p.Committed)];

    public ClientState[] Clients => _clients;

    /// <summary>The committed states as people read them.</summary>
    public string Shown => string.Join("; ", Machine.Objects.Select(o => $"{o.Name} {Machine.Evaluator.Show(_places[o.Number].Committed, o.Machine.Object.State, Notation.Sextant)}"));

    /// <summary>Whether a client did not come to its end.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Runs all clients; the first fault, or null.</summary>
    /// <param name="mostOperations">How many each client does at most.</param>
    public EvaluationFault? Run(int mostOperations = 1_000)
    {
        foreach (AppClient client in Machine.Clients)
        {
            if (Run(client.Number, mostOperations) is { } fault)
                return fault;
        }

        return null;
    }

    private EvaluationFault? Run(int client, int mostOperations)
    {
        ClientStep step = Machine.Begin(client);
        for (int i = 0; i < mostOperations; i++)
        {
            Events.AddRange(step.Events);
            _clients[client] = step.State;
            switch (step.Next)
            {
                case Pending.Operation operation:
                    if (Do(client, operation, out OperationOutcome outcome) is { } fault)
                        return fault;
                    step = Machine.Resume(client, step.State, outcome);
                    break;
                case Pending.Call:
                    step = Machine.Continue(client, step.State);
                    break;
                case Pending.Faulted faulted:
                    return faulted.Fault;
                default:
                    return null;
            }
        }

        IsUnfinished = true;
        return null;
    }

    private EvaluationFault? Do(int client, Pending.Operation operation, out OperationOutcome outcome)
    {
        AppObject obj = Machine.Objects[operation.Object];
        Place place = _places[operation.Object];
        Operations.Add($"{obj.Name}.{(operation.Action == ObjectAction.Invoke ? obj.Machine.Object.Methods[operation.Method].Name : operation.Action.ToString().ToLowerInvariant())}");
        outcome = OperationOutcome.Fail;
        switch (operation.Action)
        {
            case ObjectAction.Pull:
                place.Branch = place.Committed;
                outcome = new OperationOutcome(place.Branch);
                return null;
            case ObjectAction.Invoke:
                MethodResult result = obj.Machine.Run(operation.Method, place.Branch, client, operation.Arguments.Items.AsSpan());
                place.Branch = result.State;
                place.Last = (operation.Method, result.Value);
                outcome = new OperationOutcome(result.Value);
                return result.Fault;
            default:
                place.Committed = place.Branch;
                outcome = new OperationOutcome(place.Last.Result, place.Last.Method);
                return null;
        }
    }
}
