using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;

namespace Sextant.Proof.Derivation;

/// <summary>
/// What must be true before a step so that a condition is true after it, whichever operation runs and on whichever side: for a condition that is
/// to be inductive these must be true too.
/// </summary>
internal sealed class WeakestPreconditions
{
    /// <summary>Conditions that are longer when they are written are no help to anybody.</summary>
    private const int MostCharacters = 200;

    private readonly ReplicatedObject _object;
    private readonly (Operation Operation, Effect Effect)[] _effects;
    private readonly Dictionary<Symbol, Expr> _there;
    private readonly Effect? _merge;

    public WeakestPreconditions(ReplicatedObject obj)
    {
        _object = obj;
        _effects = [.. obj.Operations.Select(o => (o, Effect.Of(obj, o))).Where(e => e.Item2 is not null).Select(e => (e.o, e.Item2!))];
        _merge = Effect.Of(obj, obj.Merge.Operation);
        _there = obj.State.Zip(obj.Merge.Incoming).ToDictionary(p => (Symbol)p.First, p => (Expr)new Expr.Reference(p.Second, p.Second.DeclaredAt));
    }

    /// <summary>What must be true of two states so that the state which they merge to satisfies the invariant.</summary>
    public IEnumerable<Candidate> OfMerge() => _object.Invariant
        .Select(c => (Clause: c, Condition: _merge?.Changes(c.Condition) == true && _merge.Before(c.Condition) is { } before ? Simplified.Of(before) : null))
        .Where(c => c.Condition is not null && ConditionText.Of(_object.Notation, c.Condition) is { Length: <= MostCharacters })
        .Select(c => new Candidate(ConditionText.Of(_object.Notation, c.Condition!)!, c.Clause with { Condition = c.Condition! }, IsRelation: true));

    /// <summary>Of a condition on one state, before an operation of that replica; of one on two states, before an operation of either.</summary>
    public IEnumerable<Candidate> Of(Candidate candidate)
    {
        foreach ((Operation operation, Effect effect) in _effects)
        {
            if (Here(candidate.Condition.Condition, operation, effect) is { } here)
                yield return candidate with { Text = here.Text, Condition = candidate.Condition with { Condition = here.Expr } };
            if (candidate.IsRelation && There(candidate.Condition.Condition, operation, effect) is { } there)
                yield return candidate with { Text = there.Text, Condition = candidate.Condition with { Condition = there.Expr } };
        }
    }

    /// <summary>What the object itself says of a state, or of two, as the beginning.</summary>
    public static IEnumerable<Candidate> Stated(ReplicatedObject obj) =>
    [
        .. obj.Invariant.Select(c => new Candidate("", c, IsRelation: false)),
        .. obj.Merge.Operation.Requires.Where(c => c is { IsFree: false, IsMirrored: false }).Select(c => new Candidate("", c, IsRelation: true)),
    ];

    private Written? Here(Expr condition, Operation operation, Effect effect) =>
        effect.Changes(condition) && effect.Before(condition) is { } before ? WheneverItRuns(operation, before, part => part) : null;

    /// <summary>The other replica runs the operation: its state takes the place of the local one, and the local one stays.</summary>
    private Written? There(Expr condition, Operation operation, Effect effect)
    {
        Dictionary<Symbol, Expr> here = _object.State.Zip(_object.Merge.Incoming).ToDictionary(p => (Symbol)p.Second, p => (Expr)new Expr.Reference(p.First, p.First.DeclaredAt));
        Dictionary<Symbol, VariableSymbol> kept = _object.State.ToDictionary(v => (Symbol)v, v => new VariableSymbol(v.Name, v.DeclaredAt, v.Type, VariableRole.Parameter));
        Expr Exchanged(Expr part) => ExprRewrite.Substitute(ExprRewrite.Substitute(part, kept.ToDictionary(k => k.Key, k => (Expr)new Expr.Reference(k.Value, k.Value.DeclaredAt))), here);
        Dictionary<Symbol, Expr> back = kept.ToDictionary(k => (Symbol)k.Value, k => (Expr)new Expr.Reference(k.Key, k.Key.DeclaredAt));
        Expr exchanged = Exchanged(condition);
        if (!effect.Changes(exchanged) || effect.Before(exchanged) is not { } before || (_object.Replica is null && SpeaksOfMe(operation)))
            return null;
        return WheneverItRuns(operation, before, part => ExprRewrite.Substitute(ExprRewrite.Substitute(part, _there), back));
    }

    /// <summary>A replica that a constant names has another name there.</summary>
    private static bool SpeaksOfMe(Operation operation) =>
        operation.Requires.Concat(operation.Ensures).SelectMany(c => ExprWalk.All(c.Condition)).Any(e => e is Expr.Reference { Symbol: ConstantSymbol { Name: "me" } });

    /// <summary>For all arguments with which the operation may run; null when it is nothing new, or cannot be written.</summary>
    private Written? WheneverItRuns(Operation operation, Expr before, Func<Expr, Expr> placed)
    {
        IEnumerable<Expr> guards = operation.Assumptions.Where(a => operation.Parameters.Contains(a.Variable)).Select(a => a.Condition).Concat(operation.Requires.Select(r => r.Condition));
        Expr body = Simplified.Of(placed(Simplified.Implies(guards.Aggregate((Expr)new Expr.BoolLiteral(true, before.Span), Simplified.And), before)));
        VariableSymbol[] parameters = [.. operation.Parameters.Where(p => ExprWalk.All(body).Any(e => e is Expr.Reference r && r.Symbol == p))];
        HashSet<string> taken = [.. ExprWalk.All(body).SelectMany(NamesIn)];
        Dictionary<Symbol, VariableSymbol> bound = parameters.ToDictionary(p => (Symbol)p, p => new VariableSymbol(FreshName(p.Name, taken), p.DeclaredAt, p.Type, VariableRole.Bound));
        body = ExprRewrite.Substitute(body, bound.ToDictionary(b => b.Key, b => (Expr)new Expr.Reference(b.Value, b.Value.DeclaredAt)));
        Expr condition = parameters.Length == 0 ? body : new Expr.Quantified(QuantifierKind.ForAll, parameters.Select(p => bound[p]).ToEquatable(), [], body, body.Span);
        return condition is not Expr.BoolLiteral && ConditionText.Of(_object.Notation, condition) is { Length: <= MostCharacters } text ? new Written(condition, text) : null;
    }

    private static IEnumerable<string> NamesIn(Expr expression) => expression is Expr.Quantified quantified ? quantified.Variables.Select(v => v.Name) : [];

    private string FreshName(string name, HashSet<string> taken)
    {
        string fresh = name;
        for (int n = 1; taken.Contains(fresh) || _object.State.Any(v => string.Equals(v.Name, fresh, StringComparison.Ordinal)); n++)
            fresh = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
        taken.Add(fresh);
        return fresh;
    }
}
