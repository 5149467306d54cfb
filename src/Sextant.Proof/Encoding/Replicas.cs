using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Proof.Encoding;

/// <summary>
/// Who is who in an obligation. In annotated Boogie a replica is known by the constant <c>me</c>, which has one value in a query;
/// every other replica needs a constant of its own, and its own copies of the functions that speak of <c>me</c>. In the
/// language <c>me</c> is part of the state, and nothing needs to be renamed.
/// </summary>
/// <remarks>
/// Replica 0 is the one whose state is local. The copies are part of the theory, so that whatever encodes an object encodes
/// them; what is known of another replica is assumed only where it plays a part, because it may not exist.
/// </remarks>
internal sealed class Replicas
{
    /// <summary>The name of the constant by which a specification calls the replica that it is written for.</summary>
    private const string OwnName = "me";

    /// <summary>Replica by replica, how those are called in counterexamples; no obligation needs more.</summary>
    public static ImmutableArray<string> Columns { get; } = ["here", "there", "third"];

    private readonly ReplicatedObject _object;
    private readonly ImmutableArray<ImmutableDictionary<Symbol, Symbol>> _renamed;

    private Replicas(ReplicatedObject obj, ImmutableArray<ImmutableDictionary<Symbol, Symbol>> renamed)
    {
        _object = obj;
        _renamed = renamed;
    }

    /// <summary>
    /// The object with the other replicas in its theory, and with a concurrency invariant that relates a replica to any state
    /// that another one has, or had: what is said of the other's knowledge holds only of what it has now, and is left out.
    /// </summary>
    public static ReplicatedObject Introduce(ReplicatedObject obj)
    {
        if (obj.Propagation is Propagation.States { Merge: { } merge })
            obj = obj with { Merge = merge with { Operation = merge.Operation with { Requires = merge.Operation.Requires.Where(r => !r.IsMirrored).ToEquatable() } } };
        if (OwnConstant(obj) is not { } me)
            return obj;
        HashSet<Symbol> speaking = SpeakingOf(me, obj.Theory);
        var constants = obj.Theory.Constants.ToList();
        var functions = obj.Theory.Functions.ToList();
        foreach (string column in Columns.Skip(1))
        {
            constants.Add(new ConstantSymbol(NameIn(column, me), me.DeclaredAt, me.Type, isUnique: false));
            var copies = obj.Theory.Functions.Where(f => speaking.Contains(f.Symbol)).ToDictionary(f => (Symbol)f.Symbol, f => Copy(f.Symbol, column));
            var renamed = copies.Select(c => KeyValuePair.Create(c.Key, (Symbol)c.Value)).Append(KeyValuePair.Create((Symbol)me, (Symbol)constants[^1])).ToImmutableDictionary();
            functions.AddRange(obj.Theory.Functions.Where(f => speaking.Contains(f.Symbol))
                .Select(f => f with { Symbol = copies[f.Symbol], Meaning = new FunctionMeaning.Defined(Rename(((FunctionMeaning.Defined)f.Meaning).Body, renamed)) }));
        }

        return obj with { Theory = obj.Theory with { Constants = constants.ToEquatable(), Functions = functions.ToEquatable() } };
    }

    /// <summary>The replicas of an object into which others were introduced; of another one, only the replica itself.</summary>
    public static Replicas Of(ReplicatedObject obj)
    {
        if (OwnConstant(obj) is not { } me)
            return new Replicas(obj, []);
        var renamed = Columns.Select(column => ImmutableDictionary.CreateRange(
            obj.Theory.Constants.Where(c => c.Name == NameIn(column, me)).Select(c => KeyValuePair.Create((Symbol)me, (Symbol)c))
                .Concat(from f in obj.Theory.Functions from g in obj.Theory.Functions where g.Symbol.Name == NameIn(column, f.Symbol) select KeyValuePair.Create((Symbol)f.Symbol, (Symbol)g.Symbol))));
        return new Replicas(obj, [.. renamed]);
    }

    /// <summary>Whether a constant stands for another replica, and in which column of a counterexample it belongs; null for all others.</summary>
    public static string? ColumnOf(ConstantSymbol constant) => Columns.FirstOrDefault(c => constant.Name == $"{OwnName} ({c})");

    /// <summary>What an expression says when this replica is <c>me</c>.</summary>
    public Expr As(int replica, Expr expression) =>
        replica == 0 || _renamed.Length == 0 || _renamed[replica].IsEmpty ? expression : Rename(expression, _renamed[replica]);

    public Clause As(int replica, Clause clause) => clause with { Condition = As(replica, clause.Condition) };

    /// <summary>The operation as this replica runs it; its body plays no part.</summary>
    public Operation As(int replica, Operation operation) => replica == 0 ? operation : operation with
    {
        Requires = operation.Requires.Select(c => As(replica, c)).ToEquatable(),
        Ensures = operation.Ensures.Select(c => As(replica, c)).ToEquatable(),
        Assumptions = operation.Assumptions.Select(a => a with { Condition = As(replica, a.Condition) }).ToEquatable(),
    };

    /// <summary>The values of the constants as this replica finds them, where its own name is <c>me</c>.</summary>
    public ImmutableDictionary<ConstantSymbol, T> ConstantsOf<T>(int replica, ImmutableDictionary<ConstantSymbol, T> values) =>
        replica == 0 || _renamed.Length == 0 || _renamed[replica].IsEmpty
            ? values
            : values.SetItem(OwnConstant(_object)!, values[(ConstantSymbol)_renamed[replica][OwnConstant(_object)!]]);

    /// <summary>What is known of a replica because it is one: the axioms about <c>me</c>, and that it is none of the others.</summary>
    public IEnumerable<Expr> Known(int replica, IEnumerable<int> others)
    {
        if (replica == 0 || _renamed.Length == 0 || _renamed[replica].IsEmpty)
            return [];
        return _object.Theory.Axioms.Select(a => (Own: a.Condition, Theirs: As(replica, a.Condition))).Where(a => SpeaksOfMe(a.Own)).Select(a => a.Theirs)
            .Concat(others.Select(o => Formulas.Differ(Name(replica), Name(o))));
    }

    /// <summary>The variable that holds a replica's name, where that is part of the state.</summary>
    public VariableSymbol? NameInState => _object.Replica;

    /// <summary>Whether a constant, another one for each replica, says which replica it is.</summary>
    public bool AreKnownByConstants => _renamed.Length > 0;

    private Expr Name(int replica) => As(replica, new Expr.Reference(OwnConstant(_object)!, default));

    private bool SpeaksOfMe(Expr expression) => ExprWalk.All(expression).Any(e => SymbolOf(e) is { } s && _renamed[1].ContainsKey(s));

    private static ConstantSymbol? OwnConstant(ReplicatedObject obj) => obj.Theory.Constants.FirstOrDefault(c => c.Name == OwnName);

    private static string NameIn(string column, Symbol symbol) => $"{symbol.Name} ({column})";

    private static FunctionSymbol Copy(FunctionSymbol function, string column) => new(NameIn(column, function), function.DeclaredAt, function.ParameterTypes, function.Type);

    /// <summary>The constant, and the functions whose definitions lead to it.</summary>
    private static HashSet<Symbol> SpeakingOf(ConstantSymbol me, Theory theory)
    {
        HashSet<Symbol> found = [me];
        foreach (FunctionDefinition function in theory.Functions)
        {
            // Functions stand after those that their bodies use.
            if (function.Meaning is FunctionMeaning.Defined defined && ExprWalk.All(defined.Body).Any(e => SymbolOf(e) is { } s && found.Contains(s)))
                found.Add(function.Symbol);
        }

        return found;
    }

    private static Symbol? SymbolOf(Expr expression) => expression switch
    {
        Expr.Reference r => r.Symbol,
        Expr.Apply a => a.Function,
        _ => null,
    };

    private static Expr Rename(Expr expression, ImmutableDictionary<Symbol, Symbol> renamed) => ExprRewrite.Apply(expression, part => part switch
    {
        Expr.Reference r when renamed.TryGetValue(r.Symbol, out Symbol? other) => r with { Symbol = other },
        Expr.Apply a when renamed.TryGetValue(a.Function, out Symbol? other) =>
            new Expr.Apply((FunctionSymbol)other, a.Arguments.Select(x => Rename(x, renamed)).ToEquatable(), a.Span),
        _ => null,
    });
}
