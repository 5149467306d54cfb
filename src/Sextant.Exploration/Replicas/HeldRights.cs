using System.Numerics;
using System.Runtime.CompilerServices;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// What replicas hold of escrows. Nobody says which of them holds how much: a run may take whatever it could hold if rights had been
/// handed around in the best way, so that all ways of handing them around are tried.
/// </summary>
internal sealed class HeldRights
{
    private readonly ReplicatedObject _object;
    private readonly Frame _frame;
    private readonly int[] _state;
    private readonly CompiledExpression[] _rooms;
    private readonly Dictionary<EscrowMove, CompiledExpression> _amounts = new(ReferenceEqualityComparer.Instance);
    private readonly Layout _layout = new();
    private readonly Account[] _accounts;
    private readonly Dictionary<(Operation, EquatableArray<Datum>), Evaluated<Movement[]>> _movements = [];
    private readonly Dictionary<(StateInstance, Account), Evaluated<BigInteger>> _known = [];

    public HeldRights(ReplicaModel model, SmallDomain domain)
    {
        _object = model.Object;
        _state = [.. _object.State.Select(_layout.Add)];
        foreach (VariableSymbol variable in _object.Operations.SelectMany(o => o.Parameters).Concat(_object.Escrows.SelectMany(e => e.Keys)))
            _layout.Add(variable);
        _rooms = [.. _object.Escrows.Select(e => model.Evaluator.Compile(e.Room, _layout))];
        foreach (EscrowMove move in _object.Escrows.SelectMany(e => e.Moves))
            _amounts.Add(move, model.Evaluator.Compile(move.Amount, _layout));
        _frame = new Frame(_layout);
        _accounts = [.. _object.Escrows.SelectMany((e, i) => KeysOf(e, model, domain).Select(k => new Account(i, k)))];
    }

    /// <summary>The clause that says of an amount that it is not negative.</summary>
    public static Clause NotNegative(EscrowMove move) =>
        new(null, new Expr.Binary(BinaryOperator.GreaterOrEqual, move.Amount, new Expr.IntLiteral(0, move.Amount.Span), Model.Types.DataType.Boolean, move.Amount.Span), move.Amount.Span);

    /// <summary>The clause that says of an escrow that there is room.</summary>
    public static Clause Bound(KeyedEscrow escrow) => new(null, escrow.Bound, escrow.Span);

    /// <summary>Whether the replica may hold as many rights as a run takes.</summary>
    /// <remarks>
    /// Let o be the run, and P any set of runs that holds the past of o and, with each run, its past. Of the rights that there are of P, the runs
    /// whose pasts lie in P, whether they themselves do or not, use what they take, and o must still find what it takes. If that is so of each P,
    /// the rights can have been handed around so that all find theirs (Hall, 1935); and of those P only unions of pasts matter.
    /// </remarks>
    public Decision Suffice(SharedRuns group, int replica, OwnStep own)
    {
        if (_object.Escrows.Count == 0)
            return new Decision(true, null);
        Evaluated<Movement[]> moved = MovementsOf(own.Operation, own.Arguments);
        if (moved.Fault is not null)
            return new Decision(null, moved.Fault);
        foreach (Movement movement in moved.Value.Where(m => m.Taken > 0))
        {
            Evaluated<BigInteger> room = RoomIn(group.Replicas[replica], movement.Account);
            if (room.Fault is not null)
                return new Decision(null, room.Fault);
            if (!Suffices(group, replica, movement, room.Value))
                return new Decision(false, null);
        }

        return new Decision(true, null);
    }

    /// <summary>The clauses of what escrows say of a run that do not hold of the step from one state to another by which it arrives.</summary>
    public IEnumerable<ClauseDecision> Failing(ReplicaState before, ReplicaState after, Operation operation, EquatableArray<Datum> arguments)
    {
        if (_object.Escrows.Count == 0)
            yield break;
        foreach ((EscrowMove move, BigInteger amount) in AmountsOf(operation, arguments))
        {
            if (amount < 0)
                yield return new ClauseDecision(NotNegative(move), null);
        }

        Evaluated<Movement[]> moved = MovementsOf(operation, arguments);
        if (moved.Fault is not null)
        {
            yield return new ClauseDecision(Bound(_object.Escrows[0]), moved.Fault);
            yield break;
        }

        foreach (Account account in _accounts.Concat(moved.Value.Select(m => m.Account)).Distinct())
        {
            (Evaluated<BigInteger> first, Evaluated<BigInteger> last) = (RoomIn(before, account), RoomIn(after, account));
            Movement movement = moved.Value.FirstOrDefault(m => m.Account == account, new Movement(account, 0, 0));
            if ((first.Fault ?? last.Fault) is { } fault)
                yield return new ClauseDecision(Bound(_object.Escrows[account.Escrow]), fault);
            else if (first.Value >= movement.Taken && last.Value < first.Value - movement.Taken + movement.Given)
                yield return new ClauseDecision(Bound(_object.Escrows[account.Escrow]), null);
        }
    }

    /// <summary>The bounds that a state does not satisfy.</summary>
    public IEnumerable<ClauseDecision> Failing(ReplicaState state) => _accounts.Select(a => (Account: a, Room: RoomIn(state, a))).Where(r => r.Room.Fault is not null || r.Room.Value < 0)
        .Select(r => new ClauseDecision(Bound(_object.Escrows[r.Account.Escrow]), r.Room.Fault));

    private bool Suffices(SharedRuns group, int replica, Movement own, BigInteger room)
    {
        EquatableArray<int> past = group.Seen[replica];
        (SharedRun Run, int Number, Movement Moved)[] unseen = [.. group.Runs.SelectMany((runs, from) => runs.Index().Skip(past[from]).Select(r => (r.Item, r.Index,
            MovementsOf(r.Item.Operation, r.Item.Arguments).Value.FirstOrDefault(m => m.Account == own.Account, new Movement(own.Account, 0, 0)))))];
        HashSet<EquatableArray<int>> sets = [past];
        foreach ((SharedRun run, _, _) in unseen.Where(u => u.Moved.Taken > 0))
            sets.UnionWith([.. sets.Select(s => s.Zip(run.Past, Math.Max).ToEquatable())]);
        return sets.All(set =>
        {
            BigInteger given = unseen.Where(u => u.Number < set[u.Run.Replica]).Aggregate(BigInteger.Zero, (sum, u) => sum + u.Moved.Given);
            BigInteger taken = unseen.Where(u => u.Run.Past.Zip(set).All(p => p.First <= p.Second)).Aggregate(BigInteger.Zero, (sum, u) => sum + u.Moved.Taken);
            return room + given >= own.Taken + taken;
        });
    }

    private Evaluated<BigInteger> RoomIn(ReplicaState state, Account account)
    {
        var place = (new StateInstance(state), account);
        if (_known.TryGetValue(place, out Evaluated<BigInteger> room))
            return room;
        for (int i = 0; i < _state.Length; i++)
            _frame[_state[i]] = state.Values[i];
        foreach ((VariableSymbol key, Datum value) in _object.Escrows[account.Escrow].Keys.Zip(account.Keys))
            _frame[_layout[key]] = value;
        Evaluated evaluated = _rooms[account.Escrow].Evaluate(_frame);
        room = evaluated.IsFault ? new Evaluated<BigInteger>(default, evaluated.Fault) : new Evaluated<BigInteger>(evaluated.Value.Number, null);
        _known.Add(place, room);
        return room;
    }

    /// <summary>What a run takes and gives, escrow by escrow.</summary>
    private Evaluated<Movement[]> MovementsOf(Operation operation, EquatableArray<Datum> arguments)
    {
        if (!_movements.TryGetValue((operation, arguments), out Evaluated<Movement[]> movements))
            _movements.Add((operation, arguments), movements = Moved(operation, arguments));
        return movements;
    }

    private Evaluated<Movement[]> Moved(Operation operation, EquatableArray<Datum> arguments)
    {
        var all = new Dictionary<Account, Movement>();
        foreach ((int i, KeyedEscrow escrow) in _object.Escrows.Index())
        {
            foreach (EscrowMove move in escrow.Moves.Where(m => m.Operation == operation))
            {
                Evaluated amount = AmountOf(move, arguments);
                if (amount.IsFault)
                    return new Evaluated<Movement[]>([], amount.Fault);
                var account = new Account(i, move.KeyParameters.Select(p => arguments[p]).ToEquatable());
                Movement sum = all.GetValueOrDefault(account, new Movement(account, 0, 0));
                all[account] = move.Takes ? sum with { Taken = sum.Taken + amount.Value.Number } : sum with { Given = sum.Given + amount.Value.Number };
            }
        }

        return new Evaluated<Movement[]>([.. all.Values], null);
    }

    private IEnumerable<(EscrowMove Move, BigInteger Amount)> AmountsOf(Operation operation, EquatableArray<Datum> arguments) =>
        from move in _object.Escrows.SelectMany(e => e.Moves)
        where move.Operation == operation
        let amount = AmountOf(move, arguments)
        where !amount.IsFault
        select (move, amount.Value.Number);

    private Evaluated AmountOf(EscrowMove move, EquatableArray<Datum> arguments)
    {
        foreach ((VariableSymbol parameter, Datum argument) in move.Operation.Parameters.Zip(arguments))
            _frame[_layout[parameter]] = argument;
        return _amounts[move].Evaluate(_frame);
    }

    private static IEnumerable<EquatableArray<Datum>> KeysOf(KeyedEscrow escrow, ReplicaModel model, SmallDomain domain) =>
        escrow.Keys.Aggregate((IEnumerable<EquatableArray<Datum>>)[[]], (lists, key) => lists.SelectMany(l => domain.Of(model.Evaluator, key.Type).Values.Select(v => l.Append(v).ToEquatable())));

    /// <summary>A value, or why there is none.</summary>
    private readonly record struct Evaluated<T>(T Value, EvaluationFault? Fault);

    /// <summary>The escrow of these keys.</summary>
    private readonly record struct Account(int Escrow, EquatableArray<Datum> Keys);

    private readonly record struct Movement(Account Account, BigInteger Taken, BigInteger Given);

    /// <summary>A state, known by its instance.</summary>
    private readonly struct StateInstance(ReplicaState state) : IEquatable<StateInstance>
    {
        private readonly ReplicaState _state = state;

        public bool Equals(StateInstance other) => ReferenceEquals(_state, other._state);

        public override bool Equals(object? obj) => obj is StateInstance other && Equals(other);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(_state);
    }
}
