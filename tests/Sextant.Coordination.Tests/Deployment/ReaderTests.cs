using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Coordination.Tests.Deployment;

public sealed class ReaderTests
{
    private const string TwoSites = "sites: [paris, houston]\none_way_ms: { paris: { houston: 55 } }\nlock_ms: 3\n";

    private static readonly ConflictGraph Graph = ConflictGraph.Of([new ConflictPair("a", "a", ["auction"])]);

    private static readonly Network Net = Inputs.Understand(TwoSites, NetworkReader.Read, out _)!;

    [Fact]
    public void A_derived_lock_costs_two_round_trips_and_a_little()
    {
        Net.UncontendedMs(LockColumn.Exclusive, 0, 1).ShouldBe(223);
        Net.UncontendedMs(LockColumn.Shared, 1, 1).ShouldBe(3);
    }

    [Fact]
    public void A_measured_lock_costs_what_was_measured_and_tells_the_latency()
    {
        Network net = Inputs.Read("network.yaml", NetworkReader.Read);
        net.UncontendedMs(LockColumn.Exclusive, 1, 0).ShouldBe(223.99058557599997);
        net.OneWay[0][1].Mean.ShouldBe(55, 0.3);
        net.OneWay[2][0].Mean.ShouldBe(125, 0.3);
    }

    [Fact]
    public void A_mean_with_a_deviation_is_the_range_of_an_even_distribution_with_these()
    {
        Amount amount = Inputs.Understand("operations: { a: { counts: { paris: { mean: 100, deviation: 30 } } } }", d => WorkloadReader.Read(d, Net, Graph), out _)!.Operations[0].Amounts[0];
        amount.Middle.ShouldBe(100, 1e-9);
        ((amount.High - amount.Low) * (amount.High - amount.Low) / 12).ShouldBe(900, 1e-9);
    }

    [Fact]
    public void A_latency_may_vary() => Inputs.Read("network-stated.yaml", NetworkReader.Read).OneWay[2][1].ShouldBe(new Duration(75, 4));

    [Theory]
    [InlineData("", "SX1801 1:1 the file is empty")]
    [InlineData("sites: [paris", "SX1801 1:14")]
    [InlineData("sites: &x [paris]\nlock_ms: 3", "SX1801 1:8 anchors and aliases are not read")]
    [InlineData("sites: !!seq [paris]\nlock_ms: 3", "SX1801 1:8 tags are not read")]
    [InlineData("sites: [paris]\nlock_ms: 3\nlock_ms: 4", "SX1801 3:1 `lock_ms` stands twice")]
    [InlineData("sites: [paris]\nlock_ms: 3\n---\nsites: []", "SX1801 3:1 the file holds a second document")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "SX1801 1:18 the nesting is deeper than 16")]
    [InlineData("lock_ms: 3", "SX1802 1:1 the network does not say `sites`")]
    [InlineData("sites: [paris]", "SX1802 1:1 the network does not say `lock_ms`")]
    [InlineData("sites: [paris, houston]\nlock_ms: 3", "SX1802 1:1 the network does not say `one_way_ms`")]
    [InlineData("sites: [paris, houston, tokyo]\nlock_ms: 3\none_way_ms: { paris: { houston: 5, tokyo: 6 } }", "SX1802 3:1 `one_way_ms` does not say what a message takes from houston to tokyo")]
    [InlineData("sites: [paris]\nlock_ms: 3\nlok_ms: 3", "SX1803 3:1 `lok_ms` is no entry of the file")]
    [InlineData("sites: [paris, houston]\nlock_ms: 3\none_way_ms: { paris: { huston: 5, houston: 5 } }", "SX1803 3:24 `huston` is no entry")]
    [InlineData("sites: [paris]\nlock_ms: -3", "SX1804 2:10 `lock_ms` lies between 0 and")]
    [InlineData("sites: [paris]\nlock_ms: NaN", "SX1804 2:10 `lock_ms` is a number")]
    [InlineData("sites: [paris]\nlock_ms: three", "SX1804 2:10 `lock_ms` is a number")]
    [InlineData("sites: []\nlock_ms: 3", "SX1804 1:8 a network has from 1 to 32 sites")]
    [InlineData("sites: paris\nlock_ms: 3", "SX1804 1:8 `sites` is a list in brackets")]
    [InlineData("sites: [paris, houston]\nlock_ms: 3\none_way_ms: { paris: { houston: 5 }, houston: { paris: 6 } }", "SX1805 3:56 from houston to paris takes another time than back")]
    [InlineData("sites: [paris, houston]\nlock_ms: 3\none_way_ms: { paris: { houston: { mean: 5, deviation: 6 } } }", "SX1804 3:33 the deviation is at most the mean")]
    [InlineData("sites: [paris, paris]\nlock_ms: 3", "SX1805 1:16 the site `paris` stands twice")]
    public void What_is_wrong_with_a_network_is_said_where_it_stands(string text, string expected) => Refused(text, NetworkReader.Read, expected);

    [Theory]
    [InlineData("clients: 1", "SX1802 1:1 the workload does not say `operations`")]
    [InlineData("operations: {}", "SX1802 1:1 the workload has no operation")]
    [InlineData("operations: { a: { service_ms: 1 } }", "SX1802 1:18 `a` does not say `counts`")]
    [InlineData("operations: { a: { counts: { pariss: 1 } } }", "SX1803 1:30 `pariss` is no entry of `counts`")]
    [InlineData("operations: { a: { counts: { paris: -1 } } }", "SX1804 1:37 how often it is done lies between 0 and")]
    [InlineData("operations: { a: { counts: 5 } }", "SX1804 1:28 `counts` is said for each site")]
    [InlineData("operations: { a: { counts: { paris: [5, 2] } } }", "SX1804 1:37 the low end of a range comes first")]
    [InlineData("operations: { a: { counts: { paris: { mean: 5, deviation: 3 } } } }", "SX1804 1:59 the deviation is at most 0.577 of the mean")]
    [InlineData("operations: { a: { counts: { paris: { mean: 5 } } } }", "SX1802 1:37 the distribution does not say `deviation`")]
    [InlineData("operations: { a: { counts: { paris: 1 } } }\nclients: 1.5", "SX1804 2:10 `clients` is a whole number")]
    [InlineData("operations: { a: { counts: { paris: 1 } } }\nkeys: { auction: { values: 0 } }", "SX1804 2:28 `values` lies between 1 and")]
    [InlineData("operations: { a: { counts: { paris: 1 } }, b: { rates_per_second: { paris: 1 } } }", "SX1805 1:49 one workload has counts or rates, not both")]
    [InlineData("operations: { b: { counts: { paris: 1 } } }", "SX1802 1:13 the workload does not say how often `a` is done")]
    [InlineData("operations: { a: { counts: { paris: 1 } } }\nkeys: { auctoin: { values: 5 } }", "SX1803 2:9 no conflict has the key `auctoin`")]
    [InlineData("operations: { a: { counts: { paris: 1 } } }\nclients: { houston: 1 }", "SX1805 1:1 paris has operations and no client")]
    public void What_is_wrong_with_a_workload_is_said_where_it_stands(string text, string expected) => Refused(text, d => WorkloadReader.Read(d, Net, Graph), expected);

    [Theory]
    [InlineData("conflicts: [{ between: [a] }]", "SX1804 1:24 a conflict is between two operations")]
    [InlineData("conflicts: [{ between: [a, b], key: [x], one_of: [[y]] }]", "SX1805 1:42 a conflict has `key` or `one_of`, not both")]
    [InlineData("conflicts: [{ between: [a, b], one_of: [] }]", "SX1804 1:40 `one_of` names at least one key")]
    [InlineData("conflicts: [{ between: [a, b], one_of: [x] }]", "SX1804 1:41 `key` is a list in brackets")]
    [InlineData("conflicts: [{ between: [a, b], keys: [x] }]", "SX1803 1:32 `keys` is no entry of a conflict")]
    [InlineData("conflicts: [{ between: [a, b] }, { between: [b, a] }]", "SX1805 1:34 the conflict of `b` with `a` stands twice")]
    public void What_is_wrong_with_conflicts_is_said_where_it_stands(string text, string expected) => Refused(text, ConflictReader.Read, expected);

    [Fact]
    public void One_of_several_keys_makes_a_pair_for_each_that_no_other_implies()
    {
        ConflictGraph graph = Inputs.Understand("conflicts: [{ between: [a, b], one_of: [[x], [y, x], [z]] }, { between: [a, a] }]", ConflictReader.Read, out _)!;
        graph.Pairs.Select(p => p.Name).ShouldBe(["a / b x", "a / b z", "a / a"]);
        graph.Conflicts().Count.ShouldBe(2);
    }

    [Fact]
    public void Several_mistakes_are_told_in_one_run()
    {
        Inputs.Understand("sites: [paris, houston]\nlock_ms: -1\nserver_ms: x\none_way_ms: { paris: { houston: -5 } }", NetworkReader.Read, out Diagnostic[] diagnostics);
        diagnostics.Select(d => $"{d.Code.Id} {d.Position}").ShouldBe(["SX1804 2:10", "SX1804 3:12", "SX1804 4:33"]);
    }

    [Fact]
    public void A_damaged_file_is_answered_and_nothing_is_thrown()
    {
        var random = new Random(5);
        string whole = File.ReadAllText(Inputs.PathOf("examples/coordination/network-stated.yaml"));
        const string noise = "[]{}:,-&*!|>'\"#%@`? \n\t\\x";
        for (int round = 0; round < 3_000; round++)
        {
            char[] text = whole.ToCharArray();
            for (int i = random.Next(1, 4); i > 0; i--)
                text[random.Next(text.Length)] = noise[random.Next(noise.Length)];
            string damaged = new string(text)[..random.Next(text.Length)];
            if (Inputs.Understand(damaged, NetworkReader.Read, out Diagnostic[] diagnostics) is null)
                diagnostics.ShouldNotBeEmpty(damaged);
        }
    }

    [Fact]
    public void A_skewed_key_collides_more_often_than_a_uniform_one()
    {
        new KeyLoad("k", 100, 0).CollisionChance.ShouldBe(0.01, 1e-12);
        new KeyLoad("k", 100, 1).CollisionChance.ShouldBeGreaterThan(0.05);
        new KeyLoad("k", 1, 3).CollisionChance.ShouldBe(1);
    }

    private static void Refused<T>(string text, Func<DiagnosticBag, T?> read, string expected)
        where T : class
    {
        Inputs.Understand(text, read, out Diagnostic[] diagnostics).ShouldBeNull();
        diagnostics.Select(d => $"{d.Code.Id} {d.Position} {d.Message}").ShouldContain(d => d.StartsWith(expected, StringComparison.Ordinal), string.Join('\n', diagnostics.Select(d => $"{d.Code.Id} {d.Position} {d.Message}")));
    }
}
