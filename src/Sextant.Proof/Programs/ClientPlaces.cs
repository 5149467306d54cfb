using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Programs;

/// <summary>Where the clients of an app can stand: at an operation of an object, or at their end.</summary>
internal sealed class ClientPlaces
{
    private const string End = "its end";

    private readonly Dictionary<ProgramNode.Operate, int> _numbers = [];
    private readonly List<string> _names = [End];
    private readonly HashSet<VariableSymbol> _variables = [];
    private readonly DataType.Datatype _type;

    /// <exception cref="NotProvableException">A client is too large.</exception>
    public ClientPlaces(DistributedApp app)
    {
        Starts = [.. app.Clients.Select(c => ProgramGraph.Of(c.Body, result: null, app.Procs))];
        var seen = new HashSet<ProgramNode>();
        foreach ((Client client, ProgramNode start) in app.Clients.Zip(Starts))
            Visit(client, start);
        _type = new DataType.Datatype(new DatatypeSymbol("place", DatatypeKind.Enumeration, _names.Select(n => new DatatypeConstructor(n, [])).ToEquatable()), []);
        At = new VariableSymbol("stands at", app.NameSpan, ProgramTerms.OfClients(_type), VariableRole.State);

        void Visit(Client client, ProgramNode start)
        {
            var waiting = new Stack<ProgramNode>([start]);
            while (waiting.TryPop(out ProgramNode? node))
            {
                if (!seen.Add(node))
                    continue;
                foreach (ProgramNode next in Next(node).Reverse())
                    waiting.Push(next);
                if (node is ProgramNode.Operate operate)
                    Add(client, operate);
                else if (node is ProgramNode.Assign assign)
                    _variables.UnionWith(assign.Targets);
            }
        }

        void Add(Client client, ProgramNode.Operate operate)
        {
            _numbers.Add(operate, _names.Count);
            if (operate.Operation.Result is { } result)
                _variables.Add(result);
            string call = $"{client.Body.Name}: {string.Join(' ', app.Source.Slice(operate.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} in line {app.Source.PositionOf(operate.Span.Start).Line.ToString(CultureInfo.InvariantCulture)}";
            int twins = _names.Count(n => n == call || n.StartsWith($"{call}, ", StringComparison.Ordinal));
            _names.Add(twins == 0 ? call : string.Create(CultureInfo.InvariantCulture, $"{call}, {twins + 1}"));
        }
    }

    /// <summary>Where the clients begin, in the order of their declarations.</summary>
    public ProgramNode[] Starts { get; }

    /// <summary>Where each client stands: a map from the numbers of clients.</summary>
    public VariableSymbol At { get; }

    /// <summary>All variables that are assigned somewhere.</summary>
    public IEnumerable<VariableSymbol> Variables => _variables.OrderBy(v => v.DeclaredAt.Start).ThenBy(v => v.Name, StringComparer.Ordinal);

    public IEnumerable<ProgramNode.Operate> Operations => _numbers.OrderBy(n => n.Value).Select(n => n.Key);

    public int Count => _names.Count;

    public string NameOf(ProgramNode.Operate at) => _names[_numbers[at]];

    public int NumberOf(ProgramNode stop) => stop is ProgramNode.Operate operate ? _numbers[operate] : 0;

    public Expr.Construct ValueOf(int place) => new(_type, _type.Symbol.Constructors[place], [], At.DeclaredAt);

    private static ProgramNode[] Next(ProgramNode node) => node switch
    {
        ProgramNode.Assign n => [n.Next],
        ProgramNode.Branch n => [n.Then, n.Otherwise],
        ProgramNode.Round n => [n.Next],
        ProgramNode.Operate n => [n.Next],
        _ => [],
    };
}
