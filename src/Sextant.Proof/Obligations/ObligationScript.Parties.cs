using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>A state that plays a part in an obligation.</summary>
/// <param name="Column">What counterexamples call it.</param>
/// <param name="Replica">Whose state it is; replica 0 is the one for which the specification is written.</param>
/// <param name="Terms">Its variables, in the order of the object's state.</param>
internal sealed record Party(string Column, int Replica, EquatableArray<string> Terms);

/// <summary>A step that a party takes: the party after it, and how to show it.</summary>
internal sealed record PartyStep(Party After, Party Before, string Action, EquatableArray<SceneVariable>? Arguments);

/// <summary>An operation that a party runs.</summary>
/// <param name="Entry">What its parameters stand for.</param>
internal sealed record PartyRun(Operation Operation, Env Entry, PartyStep Step);

/// <summary>States of several replicas, each seen as its own replica sees it.</summary>
internal sealed partial class ObligationScript
{
    private readonly HashSet<int> _met = [];

    /// <summary>Any state of a replica that satisfies the invariant.</summary>
    public Party State(int replica, string? column = null)
    {
        Party state = AnyReplica(replica, column);
        Assume(obj.Invariant, state);
        return state;
    }

    /// <summary>Any state of a replica, of which not even the invariant is known.</summary>
    public Party AnyReplica(int replica, string? column = null)
    {
        foreach (Expr known in _met.Add(replica) ? _replicas.Known(replica, _met.Where(r => r != replica).Order()) : [])
            script.Assume(known, Env.Empty);
        Env env = script.DeclareAll(obj.State, obj.StateAssumptions.Select(a => a with { Condition = _replicas.As(replica, a.Condition) }), Env.Empty);
        return new Party(column ?? Replicas.Columns[replica], replica, State(env).ToEquatable());
    }

    /// <summary>Another state of the same replica: an earlier or a later one.</summary>
    public Party StateOfSame(Party party, string column)
    {
        Party state = State(party.Replica, column);
        SameReplica(party, state);
        return state;
    }

    public void SameReplica(Party a, Party b)
    {
        if (NameOf(a) is { } name)
            script.Assume($"(= {name} {NameOf(b)})");
    }

    /// <summary>States of two replicas that agree in everything but the replicas' names.</summary>
    public void SameFields(Party a, Party b)
    {
        foreach ((string left, string right) in a.Terms.Zip(b.Terms).Where(p => p.First != NameOf(a)))
            script.Assume($"(= {left} {right})");
    }

    /// <summary>Where a replica's name is part of its state, those of two replicas differ.</summary>
    public void DifferentReplicas(params ReadOnlySpan<Party> parties)
    {
        for (int i = 0; i < parties.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (NameOf(parties[i]) is { } name)
                    script.Assume($"(distinct {name} {NameOf(parties[j])})");
            }
        }
    }

    public void Assume(IEnumerable<Clause> clauses, Party party) => script.AssumeAll(clauses.Select(c => _replicas.As(party.Replica, c)), EnvOf(party));

    /// <summary>The concurrency invariant as the first party sees it.</summary>
    public void AssumeRelated(Party here, Party there) => AssumeRelated(obj.Merge.Operation.Requires, here, there);

    /// <summary>What of the concurrency invariant has to be said both ways: all of it but what is about the join of two states.</summary>
    public IEnumerable<Clause> OneSided => Sided(obj);

    /// <summary>Whether questions arise that are not about the join of two states: unless all of the concurrency invariant is about that.</summary>
    public static bool IsOneSided(ReplicatedObject obj) => !obj.Merge.Operation.Requires.Any(c => c.IsOfJoin) || Sided(obj).Any(c => !c.IsFree);

    private static IEnumerable<Clause> Sided(ReplicatedObject obj) => obj.Merge.Operation.Requires.Where(c => !c.IsOfJoin);

    public void AssumeRelated(IEnumerable<Clause> relation, Party here, Party there) =>
        script.AssumeAll(relation.Select(c => _replicas.As(here.Replica, c)), EnvOf(here, there));

    public void ShowRelated(Party here, Party there, string meaning, Scene scene) => ShowRelated(obj.Merge.Operation.Requires, here, there, meaning, scene);

    public void ShowRelated(IEnumerable<Clause> relation, Party here, Party there, string meaning, Scene scene) =>
        script.Show(relation.Select(c => _replicas.As(here.Replica, c)), EnvOf(here, there), meaning, scene);

    public void Show(IEnumerable<Clause> clauses, Party party, string meaning, Scene scene) =>
        script.Show(clauses.Select(c => _replicas.As(party.Replica, c)), EnvOf(party), meaning, scene);

    public void AssumeOrdered(Party greater, Party smaller) => script.Assume(obj.Order.Condition, Ordered(greater.Terms, smaller.Terms));

    public void ShowOrdered(Party greater, Party smaller, string meaning, Scene scene) => script.Show(OrderClauses, Ordered(greater.Terms, smaller.Terms), meaning, scene);

    /// <summary>The party runs an operation under its precondition.</summary>
    public PartyStep Run(Party party, Operation operation) => RunBy(party, operation).Step;

    /// <summary>The same, to be told to others.</summary>
    public PartyRun RunBy(Party party, Operation operation)
    {
        Operation own = _replicas.As(party.Replica, operation);
        Env before = script.DeclareAll(own.Parameters, own.Assumptions, EnvOf(party));
        script.AssumeAll(own.Requires, before);
        EscrowRights.AssumeHeld(this, operation, before);
        Env after = Apply(operation, party.Replica, before);
        return new PartyRun(operation, before, new PartyStep(After(party, after), party, own.Name, Arguments(own, before)));
    }

    /// <summary>An operation that another replica ran arrives at the party, and runs there with the same arguments and under that replica's name.</summary>
    public PartyStep Arrive(Party party, PartyRun run)
    {
        Env before = EnvAt(party, run);
        Party after = After(party, Apply(run.Operation, party.Replica, before, isArrival: true));
        if (_replicas.NameInState is { } name)
            after = after with { Terms = after.Terms.Select((t, i) => obj.State[i] == name ? party.Terms[i] : t).ToEquatable() };
        return new PartyStep(after, party, $"{run.Operation.Name} ← {run.Step.Before.Column}", null);
    }

    /// <summary>The operation that another party ran can run in this state too.</summary>
    public void ShowEnabled(Party party, PartyRun run, IEnumerable<Clause> requires, string meaning, Scene scene) =>
        script.Show(requires.Select(c => _replicas.As(party.Replica, c)), EnvAt(party, run), meaning, scene);

    /// <summary>What a party's state and another's arguments stand for; the name is of the one who ran the operation.</summary>
    private Env EnvAt(Party party, PartyRun run)
    {
        Env env = EnvOf(party).With(run.Operation.Parameters.Select(p => (p, run.Entry[p])));
        return _replicas.NameInState is { } name ? env.With(name, run.Entry[name]) : env;
    }

    private static EquatableArray<SceneVariable> Arguments(Operation operation, Env env) => operation.Given.Select(p => new SceneVariable(p, p.Name, env[p])).ToEquatable();

    /// <summary>Another replica that is in the same state, but for its name.</summary>
    public Party Twin(Party party, int replica)
    {
        EquatableArray<string> terms = _replicas.NameInState is { } name ? obj.State.Zip(party.Terms, (v, t) => v == name ? script.Declare(v) : t).ToEquatable() : party.Terms;
        var twin = new Party(Replicas.Columns[replica], replica, terms);
        DifferentReplicas(party, twin);
        return twin;
    }

    /// <summary>Two states are the same but for the replicas' names.</summary>
    public void ShowSame(Party one, Party other, string meaning, Scene scene)
    {
        foreach ((VariableSymbol variable, string term) in obj.State.Zip(other.Terms).Where(p => p.First != _replicas.NameInState))
        {
            var theirs = new VariableSymbol(variable.Name, variable.DeclaredAt, variable.Type, VariableRole.Parameter);
            script.Show([new Clause(null, Formulas.Same(variable, theirs), variable.DeclaredAt)], EnvOf(one).With(theirs, term), meaning, scene);
        }
    }

    /// <summary>The party merges another state into its own.</summary>
    public PartyStep Merge(Party party, Party incoming)
    {
        Operation own = _replicas.As(party.Replica, obj.Merge.Operation);
        Env before = EnvOf(party, incoming);
        script.AssumeAll(own.Requires, before);
        return new PartyStep(After(party, Apply(obj.Merge.Operation, party.Replica, before)), party, $"{own.Name} ← {incoming.Column}", null);
    }

    /// <summary>The parties before, and what happens to them, in order.</summary>
    public Scene Scene(IReadOnlyList<Party> parties, params IEnumerable<PartyStep> steps)
    {
        int ColumnOf(Party party) => Enumerable.Range(0, parties.Count).First(i => parties[i].Column == party.Column);
        return new Scene(parties.Select(p => Column(p.Column, p.Terms)).ToEquatable(),
            steps.Select(s => new SceneStep(ColumnOf(s.Before), s.Action, s.Arguments, Column(s.After.Column, s.After.Terms).Variables)).ToEquatable());
    }

    /// <summary>What stands for the state variables, and for the parameters of merge where another state arrives.</summary>
    public Env EnvOf(Party here, Party? there = null)
    {
        Env env = Env.Empty.With(obj.State.Zip(here.Terms));
        return there is null ? env : env.With(obj.Merge.Incoming.Zip(there.Terms));
    }

    private Party After(Party party, Env env) => party with { Terms = State(env).ToEquatable() };

    private string? NameOf(Party party) => _replicas.NameInState is { } name ? party.Terms[obj.State.Items.IndexOf(name)] : null;
}
