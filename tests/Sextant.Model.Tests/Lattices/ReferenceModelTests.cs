using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Tests.Binding.Sxt;

namespace Sextant.Model.Tests.Lattices;

/// <summary>
/// What the library types show, compared on random runs of three replicas with what their definitions say of the history: which
/// additions, writes and counts a replica has seen.
/// </summary>
public sealed class ReferenceModelTests
{
    private const int Replicas = 3;
    private const int Runs = 150;
    private const int StepsEach = 25;

    /// <summary>Everything that happened, and for each event what its replica had seen.</summary>
    private sealed class History
    {
        private readonly List<(int Replica, bool IsAddition, int Value, HashSet<int> Seen)> _events = [];

        public HashSet<int>[] Seen { get; } = [.. Enumerable.Range(0, Replicas).Select(_ => new HashSet<int>())];

        public void Add(int replica, bool isAddition, int value)
        {
            _events.Add((replica, isAddition, value, [.. Seen[replica]]));
            Seen[replica].Add(_events.Count - 1);
        }

        public void Merge(int into, int from) => Seen[into].UnionWith(Seen[from]);

        /// <summary>The elements with an addition that no removal had seen, of those that the replica has seen.</summary>
        public int[] Observed(int replica) => [.. Additions(replica).Where(a => !Seen[replica].Any(r => !_events[r].IsAddition && _events[r].Value == _events[a].Value && _events[r].Seen.Contains(a)))
            .Select(a => _events[a].Value).Distinct().Order()];

        /// <summary>The values of the writes that no other write had seen.</summary>
        /// <param name="key">Writes of values with different keys know nothing of one another.</param>
        public int[] Latest(int replica, Func<int, int> key) => [.. Additions(replica).Where(a => !Seen[replica].Any(w => key(_events[w].Value) == key(_events[a].Value) && _events[w].Seen.Contains(a)))
            .Select(a => _events[a].Value).Distinct().Order()];

        /// <summary>What was counted up and not down, of the values for which there is something to count.</summary>
        public int Sum(int replica, Func<int, int?> counted) => Seen[replica].Sum(e => (_events[e].IsAddition ? 1 : -1) * (counted(_events[e].Value) ?? 0));

        /// <summary>The longest chain of writes that saw one another ends in the last write; of two such the greater replica's counts.</summary>
        public int Last(int replica) => Seen[replica].Count == 0 ? 0 : _events[Seen[replica].MaxBy(e => (Rank(e), _events[e].Replica))].Value;

        private int Rank(int e) => _events[e].Seen.Count == 0 ? 1 : 1 + _events[e].Seen.Max(Rank);

        private IEnumerable<int> Additions(int replica) => Seen[replica].Where(e => _events[e].IsAddition);
    }

    [Fact]
    public void An_observed_remove_set_holds_what_was_added_and_not_removed_where_that_was_seen() =>
        Compare("shared x : ORSet[T]; op put(v: T) { x += {v}; } op take(v: T) { x -= {v}; } op show(v: T): bool { return v in x; }", values: 2,
            (h, r) => h.Observed(r), (m, s) => [.. Enumerable.Range(0, 2).Where(v => Show(m, s, Datum.Of(v)).IsTrue)]);

    [Fact]
    public void A_multi_value_register_holds_the_writes_that_no_other_has_seen() =>
        Compare("shared x : MV[T]; op put(v: T) { x := v; } op show(v: T): bool { return v in x; }", values: 3,
            (h, r) => h.Latest(r, _ => 0), (m, s) => [.. Enumerable.Range(0, 3).Where(v => Show(m, s, Datum.Of(v)).IsTrue)]);

    [Fact]
    public void A_register_of_which_the_last_write_counts_shows_that() =>
        Compare("shared x : LWW[int] := 0; op put(v: int) { x := v; } op show(): int { return x; }", values: 9,
            (h, r) => [h.Last(r)], (m, s) => [(int)Show(m, s).Number]);

    /// <summary>A value of the tests of maps is a key and what is done there.</summary>
    private const int EachKey = 3;

    private static readonly int[] Keys = [0, 1];

    private static Datum[] KeyAndValue(int value) => [Datum.Of(value / EachKey), Datum.Of(value % EachKey)];

    [Fact]
    public void A_map_of_observed_remove_sets_is_a_set_for_each_key() =>
        Compare("type K; shared x : Map[K -> ORSet[T]]; op put(k: K, v: T) { x[k] += {v}; } op take(k: K, v: T) { x[k] -= {v}; } op show(k: K, v: T): bool { return v in x[k]; }", values: Keys.Length * EachKey,
            (h, r) => h.Observed(r), (m, s) => [.. Enumerable.Range(0, Keys.Length * EachKey).Where(v => Show(m, s, KeyAndValue(v)).IsTrue)], KeyAndValue);

    [Fact]
    public void A_map_with_pairs_of_keys_of_observed_remove_sets_is_a_set_for_each_pair()
    {
        static Datum[] KeysAndValue(int value) => [Datum.Of(value / 4), Datum.Of(value / 2 % 2), Datum.Of(value % 2)];
        Compare("type K; shared x : Map[K * K -> ORSet[T]]; op put(j: K, k: K, v: T) { x[(j, k)] += {v}; } op take(j: K, k: K, v: T) { x[(j, k)] -= {v}; } op show(j: K, k: K, v: T): bool { return v in x[(j, k)]; }", values: 8,
            (h, r) => h.Observed(r), (m, s) => [.. Enumerable.Range(0, 8).Where(v => Show(m, s, KeysAndValue(v)).IsTrue)], KeysAndValue);
    }

    [Fact]
    public void A_map_of_multi_value_registers_is_a_register_for_each_key() =>
        Compare("type K; shared x : Map[K -> MV[T]]; op put(k: K, v: T) { x[k] := v; } op show(k: K, v: T): bool { return v in x[k]; }", values: Keys.Length * EachKey,
            (h, r) => h.Latest(r, v => v / EachKey), (m, s) => [.. Enumerable.Range(0, Keys.Length * EachKey).Where(v => Show(m, s, KeyAndValue(v)).IsTrue)], KeyAndValue);

    [Fact]
    public void A_map_of_counters_counts_for_each_key() =>
        Compare("type K; shared x : Map[K -> PNCounter]; op put(k: K, n: int) { x[k] += n; } op take(k: K, n: int) { x[k] -= n; } op show(k: K): int { return x[k]; }", values: Keys.Length * EachKey,
            (h, r) => [.. Keys.Select(k => h.Sum(r, v => v / EachKey == k ? v % EachKey : null))], (m, s) => [.. Keys.Select(k => (int)Show(m, s, Datum.Of(k)).Number)], KeyAndValue);

    [Fact]
    public void A_map_of_records_of_lattices_is_one_of_each_part_for_each_key() =>
        Compare("""
            type K;
            record Kept { counted: Map[T -> GCounter], given: PNCounter, last: MV[T] }
            shared x : Map[K -> Kept];
            op put(k: K, v: T, n: nat) { x[k].counted[v] += 1; x[k].given += n; x[k].last := v; }
            op show(k: K, v: T): int { return x[k].counted[v] * 100 + x[k].given * 2 + (if v in x[k].last then 1 else 0); }
            """, values: Keys.Length * EachKey,
            (h, r) => [.. Enumerable.Range(0, Keys.Length * EachKey).Select(v => h.Sum(r, w => w == v ? 1 : null) * 100 + h.Sum(r, w => w / EachKey == v / EachKey ? w % EachKey : null) * 2 + (h.Latest(r, w => w / EachKey).Contains(v) ? 1 : 0))],
            (m, s) => [.. Enumerable.Range(0, Keys.Length * EachKey).Select(v => (int)Show(m, s, KeyAndValue(v)).Number)], v => [.. KeyAndValue(v), Datum.Of(v % EachKey)]);

    [Fact]
    public void An_element_is_shown_with_the_dot_that_added_it_and_whether_it_was_removed()
    {
        ReplicatedObject obj = SxtBinding.Object("type Replica; type T; shared x : ORSet[T]; op put(v: T) { x += {v}; } op take(v: T) { x -= {v}; }");
        var model = new ReplicaModel(obj, new Universe().WithRuns(obj.Dots!, replicas: 2, runs: 2));
        ReplicaState state = Begin(model, 1);
        foreach ((int operation, int value) in new[] { (0, 0), (0, 1), (1, 0) })
            state = Only(Run(model, obj.Operations[operation], state, Datum.Of(value))).State;
        model.Evaluator.Show(state.Values[1], obj.State[1].Type, obj.Notation).ToString().ShouldBe("{T#1 (Dot#2, removed), T#2 (Dot#4)}");
    }

    /// <param name="values">How many values are put and taken.</param>
    /// <param name="arguments">What operations get for a value; the value itself where nothing is said.</param>
    private static void Compare(string members, int values, Func<History, int, int[]> expected, Func<ReplicaModel, ReplicaState, int[]> actual, Func<int, Datum[]>? arguments = null)
    {
        ReplicatedObject obj = SxtBinding.Object($"type Replica; type T; {members}");
        Universe universe = Ranked.Universe(obj, 3);
        var model = new ReplicaModel(obj, obj.Dots is { } dots ? universe.WithRuns(dots, Replicas, StepsEach) : universe);
        var random = new Random(20211);
        for (int run = 0; run < Runs; run++)
        {
            var history = new History();
            ReplicaState[] states = [.. Enumerable.Range(0, Replicas).Select(r => Begin(model, r))];
            for (int step = 0; step < StepsEach; step++)
            {
                int replica = random.Next(Replicas);
                int other = random.Next(Replicas);
                int value = random.Next(values);
                int choice = random.Next(3);
                if (choice == 0)
                {
                    states[replica] = Only(model.Merge(states[replica], states[other])).State;
                    history.Merge(replica, other);
                }
                else
                {
                    bool isAddition = choice == 1 || obj.Operations.Count < 3;
                    states[replica] = Only(Run(model, obj.Operations[isAddition ? 0 : 1], states[replica], arguments?.Invoke(value) ?? [Datum.Of(value)])).State;
                    history.Add(replica, isAddition, value);
                }

                actual(model, states[replica]).ShouldBe(expected(history, replica), $"run {run}, step {step}");
            }
        }
    }

    private static ReplicaState Begin(ReplicaModel model, int replica) =>
        ((RunResult.Ended)model.InitialStates(new SmallDomain())).Ends.Select(e => e.State).First(s => s.Values[0] == Datum.Of(replica));

    /// <summary>The run gets the first name that its replica has left.</summary>
    private static RunResult Run(ReplicaModel model, Operation operation, ReplicaState state, params Datum[] values)
    {
        Datum[] arguments = operation.Dot is null ? values : model.Evaluator.AllValues(operation.Dot.Type)!.Select(d => (Datum[])[.. values, d]).First(a => model.Requires(operation, state, a).Holds == true);
        return model.Run(operation, state, arguments);
    }

    private static Datum Show(ReplicaModel model, ReplicaState state, params Datum[] arguments) => Only(model.Run(model.Object.Operations[^1], state, arguments)).Results[0];

    private static RunEnd Only(RunResult result) => result.ShouldBeOfType<RunResult.Ended>().Ends.ShouldHaveSingleItem();
}
