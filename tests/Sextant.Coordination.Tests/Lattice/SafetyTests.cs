using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Tests.Lattice;

/// <summary>The rule of safety against everything that clients can do.</summary>
public sealed class SafetyTests
{
    private static readonly ConflictGraph Triangle = ConflictGraph.Of([new("a", "b", []), new("b", "c", []), new("a", "c", [])]);

    [Theory]
    [InlineData(Mechanisms.SharedExclusive)]
    [InlineData(Mechanisms.Grouped)]
    public void Every_plan_of_the_lattice_keeps_conflicts_apart_and_nobody_stuck(Mechanisms mechanisms)
    {
        var random = new Random(1);
        int plans = 0;
        for (int round = 0; round < 30; round++)
        {
            ConflictGraph graph = RandomConflicts.WithEither(random, RandomConflicts.Graph(random, 3, 1 + random.Next(3)));
            foreach (Plan plan in new CoordinationLattice(graph.Pairs, 2, mechanisms).Plans().Where(_ => mechanisms == Mechanisms.Grouped || random.Next(10) == 0))
            {
                var clients = new ExhaustiveClients(plan, graph);
                PlanSafety.IsSafe(plan, graph).ShouldBeTrue(plan.ToString());
                clients.CanMeet(2).ShouldBeFalse(plan.ToString());
                clients.CanBeStuck(2).ShouldBeFalse(plan.ToString());
                plans++;
            }
        }

        plans.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Three_clients_of_a_triangle_neither_meet_nor_are_stuck()
    {
        foreach (Mechanisms mechanisms in Enum.GetValues<Mechanisms>())
        {
            foreach (Plan plan in new CoordinationLattice(Triangle.Pairs, 2, mechanisms).Plans())
            {
                var clients = new ExhaustiveClients(plan, Triangle);
                (clients.CanMeet(3), clients.CanBeStuck(3)).ShouldBe((false, false), plan.ToString());
            }
        }
    }

    /// <summary>Modes, keys and places by chance, so that many plans are unsafe: the rule says of each what the clients find.</summary>
    [Fact]
    public void A_plan_is_safe_exactly_when_no_two_clients_can_meet()
    {
        var random = new Random(2);
        int[] counts = new int[2];
        for (int round = 0; round < 1_500; round++)
        {
            ConflictGraph graph = RandomConflicts.WithEither(random, RandomConflicts.Graph(random, 3, 1 + random.Next(3)));
            Plan plan = AnyPlan(random, graph);
            bool isSafe = PlanSafety.IsSafe(plan, graph);
            new ExhaustiveClients(plan, graph).CanMeet(2).ShouldBe(!isSafe, plan.ToString());
            counts[isSafe ? 1 : 0]++;
        }

        counts.ShouldAllBe(c => c > 100);
    }

    [Fact]
    public void Without_any_one_lock_that_is_needed_two_clients_meet()
    {
        var random = new Random(3);
        int removed = 0;
        for (int round = 0; round < 200; round++)
        {
            ConflictGraph graph = RandomConflicts.Graph(random, 3, 2 + random.Next(2));
            Plan[] plans = [.. new CoordinationLattice(graph.Pairs, 1, Mechanisms.Grouped).Plans()];
            Plan plan = plans[random.Next(plans.Length)];
            PlanSafety.HasNoNeedlessLock(plan, graph).ShouldBeTrue(plan.ToString());
            foreach (PlannedLock gone in plan.Locks)
            {
                new ExhaustiveClients(new Plan([.. plan.Locks.Where(l => l != gone)]), graph).CanMeet(2).ShouldBeTrue(plan.ToString());
                removed++;
            }
        }

        removed.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Where_one_or_the_other_key_is_equal_both_locks_of_a_fine_plan_are_needed()
    {
        foreach (string other in (string[])["a", "b"])
        {
            var graph = ConflictGraph.Of([new("a", other, ["x"]), new("a", other, ["y"])]);
            Plan fine = new CoordinationLattice(graph.Pairs, 2, Mechanisms.Grouped).Plans().First();
            fine.Locks.Select(l => l.Key.Single()).ShouldBe(["x", "y"]);
            new ExhaustiveClients(fine, graph).CanMeet(2).ShouldBeFalse();
            foreach (PlannedLock gone in fine.Locks)
                new ExhaustiveClients(new Plan([.. fine.Locks.Where(l => l != gone)]), graph).CanMeet(2).ShouldBeTrue();
        }
    }

    /// <summary>A triangle, alone and with an operation that conflicts with itself: all plans, and each of them without each of its locks.</summary>
    [Fact]
    public void Without_any_one_lock_of_a_plan_for_a_triangle_or_a_loop_two_clients_meet()
    {
        int removed = 0;
        foreach (ConflictGraph graph in (ConflictGraph[])[Triangle, ConflictGraph.Of([.. Triangle.Pairs, new("a", "a", ["x"])])])
        {
            foreach (Plan plan in new CoordinationLattice(graph.Pairs, 1, Mechanisms.Grouped).Plans())
            {
                new ExhaustiveClients(plan, graph).CanMeet(3).ShouldBeFalse(plan.ToString());
                foreach (PlannedLock gone in plan.Locks)
                {
                    new ExhaustiveClients(new Plan([.. plan.Locks.Where(l => l != gone)]), graph).CanMeet(2).ShouldBeTrue(plan.ToString());
                    removed++;
                }
            }
        }

        removed.ShouldBe(10 + 37, "the blocks of all partitions of three and of four conflicts");
    }

    /// <summary>The published generator colours each pair on its own: in a triangle a and c share the lock of all three although they conflict.</summary>
    [Fact]
    public void What_the_published_generator_does_with_a_triangle_and_a_loop_is_unsafe()
    {
        var shared = new Plan([new PlannedLock(Triangle.Pairs, [], [new LockUse("a", LockMode.Shared), new LockUse("b", LockMode.Exclusive), new LockUse("c", LockMode.Shared)], 0)]);
        PlanSafety.IsSafe(shared, Triangle).ShouldBeFalse();
        new ExhaustiveClients(shared, Triangle).CanMeet(2).ShouldBeTrue();
        LockModes.Of(Triangle.Pairs, Mechanisms.SharedExclusive).Count().ShouldBe(1 + 3);
        LockModes.Of([new ConflictPair("a", "a", [])], Mechanisms.SharedExclusive).Single().Single().Mode.ShouldBe(LockMode.Exclusive);
    }

    private static Plan AnyPlan(Random random, ConflictGraph graph)
    {
        IReadOnlyList<IReadOnlyList<ConflictPair>>[] partitions = [.. new CoordinationLattice(graph.Pairs, 1, Mechanisms.Grouped).Partitions()];
        return new Plan([.. partitions[random.Next(partitions.Length)].Select(block => AnyLock(random, [.. block]))]);
    }

    private static PlannedLock AnyLock(Random random, EquatableArray<ConflictPair> block)
    {
        EquatableArray<EquatableArray<string>> keys = [[], ["x"], ["y"], ["x", "y"]];
        IEnumerable<string> operations = block.SelectMany(p => new[] { p.A, p.B }).Distinct(StringComparer.Ordinal);
        return new PlannedLock(block, keys[random.Next(4)], [.. operations.Select(o => new LockUse(o, (LockMode)random.Next(3)))], random.Next(2));
    }
}
