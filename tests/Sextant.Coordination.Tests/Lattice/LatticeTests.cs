using System.Numerics;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Tests.Lattice;

public sealed class LatticeTests
{
    [Fact]
    public void Three_operations_have_the_ninety_published_plans()
    {
        var lattice = new CoordinationLattice([new("a", "b", []), new("b", "c", [])], 3, Mechanisms.SharedExclusive);
        // Both operations of a lock exclusive, or one of them shared: 3 modes a lock, and 5 for one lock, of which the slides leave out two
        // that share less than another.
        lattice.Plans().Count().ShouldBe((3 * 3 * 3 * 3) + (5 * 3));
        lattice.Count().ShouldBe((96, true));
    }

    [Fact]
    public void Counting_agrees_with_enumerating()
    {
        var random = new Random(4);
        for (int round = 0; round < 100; round++)
        {
            ConflictGraph graph = RandomConflicts.Graph(random, 3, 1 + random.Next(3));
            foreach (Mechanisms mechanisms in Enum.GetValues<Mechanisms>())
            {
                var lattice = new CoordinationLattice(graph.Pairs, 2, mechanisms);
                lattice.Count().Plans.ShouldBe(lattice.Plans().Count());
            }
        }
    }

    [Fact]
    public void Twenty_pairs_are_counted_from_below()
    {
        var lattice = new CoordinationLattice([.. Enumerable.Range(0, 20).Select(i => new ConflictPair($"a{i}", $"b{i}", []))], 1, Mechanisms.Grouped);
        // The Bell number of 20.
        lattice.Count().ShouldBe((BigInteger.Parse("51724158235372", System.Globalization.CultureInfo.InvariantCulture), false));
    }

    [Fact]
    public void Fused_locks_keep_the_key_that_they_have_in_common()
    {
        var lot = new ConflictPair("addToLot", "addToLot", ["product", "seller"]);
        var product = new ConflictPair("addToLot", "removeProduct", ["product", "seller"]);
        var auction = new ConflictPair("addToLot", "startAuction", ["auction"]);
        LockKeys.Finest([lot]).ShouldBe(["product", "seller"]);
        LockKeys.Finest([lot, product]).ShouldBe(["product", "seller"]);
        LockKeys.Finest([product, auction]).ShouldBeEmpty();
    }

    [Fact]
    public void Parts_that_share_no_operation_are_planned_apart() =>
        ConflictGraph.Of([new("a", "b", []), new("c", "c", []), new("d", "b", [])]).Components().Select(c => string.Concat(c.Operations)).ShouldBe(["abd", "c"]);
}
