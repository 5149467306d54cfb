using Sextant.Cli.Commands.Coordination;
using Sextant.Cli.Inputs;
using Sextant.Cli.Tests.Processes;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Proof.Smt;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

/// <summary>Conflicts that are found in specifications, and the locks against them.</summary>
public sealed class ConflictTests
{
    private static readonly Lazy<Verifier> TheVerifier = new(() => new Verifier(new VerificationOptions(ObligationSet.Full,
        new SolverConfiguration(SolverKind.Z3, "z3", MemoryMegabytes: 1024, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)), 2, 2_000_000, null)));

    [Theory]
    [InlineData("courseware/courseware.sxt")]
    [InlineData("tournament/tournament.sxt")]
    [InlineData("bank/withdrawals.sxt")]
    public void Under_the_proposed_locks_all_is_proved_and_without_any_one_of_them_something_breaks(string example)
    {
        ReplicatedObject obj = Example(example);
        EquatableArray<KeyedLock> locks = Specified(obj).Proposal();
        Verdict(obj, locks).ShouldBe(Model.Results.Verdict.Proved);
        for (int i = 0; i < locks.Count; i++)
            Verdict(obj, [.. locks.Where((_, j) => j != i)]).ShouldBe(Model.Results.Verdict.Refuted, $"without `{locks[i].Name}`");
    }

    [Fact]
    public void A_lock_that_is_keyed_by_more_than_the_key_keeps_too_little_apart()
    {
        ReplicatedObject obj = Example("bank/withdrawals.sxt");
        KeyedLock account = Specified(obj).Proposal().ShouldHaveSingleItem();
        KeyedLock finer = account with { Keys = [.. account.Keys, "amount"], Uses = account.Uses.Select(u => u with { KeyParameters = [.. u.KeyParameters, u.Operation.Parameters.Count - 1] }).ToEquatable() };
        Verdict(obj, [finer]).ShouldBe(Model.Results.Verdict.Refuted, "two amounts may be different");
    }

    [Fact]
    public void Grouped_locks_keep_apart_whom_the_conflicts_name_and_nobody_else()
    {
        ReplicatedObject obj = Example("tournament/tournament.sxt");
        SpecifiedConflicts specified = Specified(obj);
        Plan one = new([new PlannedLock(specified.Graph.Pairs, LockKeys.Finest(specified.Graph.Pairs), [.. specified.Graph.Operations.Select(o => new Coordination.Lattice.LockUse(o, LockMode.Grouped))], 0)]);
        EquatableArray<KeyedLock> locks = specified.LocksOf(one);
        locks.ShouldHaveSingleItem().Keys.ShouldBeEmpty("a player and a tournament have nothing in common");
        Verdict(obj, locks).ShouldBe(Model.Results.Verdict.Proved);
        locks[0].KeepsApart(locks[0].Uses[0], locks[0].Uses[0]).ShouldBeFalse("removals run beside each other");
    }

    [Fact]
    public void Two_keys_of_one_type_have_the_names_that_an_operation_gives_its_parameters()
    {
        ReplicatedObject obj = Specification.Understand(new SourceText("test.sxt", """
            replicated Roles {
              type Person;
              shared led : Map[Person * Person -> int] := {};
              shared noted : Map[Person -> int] := {};
              op lead(of: Person, by: Person, how: int) requires (of, by) not in led { led[(of, by)] := how; }
              op note(whom: Person, what: int) requires whom not in noted { noted[whom] := what; }
              propagation operations;
            }
            """)).Objects.ShouldHaveSingleItem();
        SpecifiedConflicts specified = Specified(obj);
        specified.Graph.Pairs.Select(p => $"{p}: {string.Join(", ", p.Key)}").ShouldBe(["lead / lead: by, of", "note / note: of"]);
        Verdict(obj, specified.Proposal()).ShouldBe(Model.Results.Verdict.Proved);
    }

    /// <summary>A room has one guest and a guest one room: two bookings conflict where one or the other is the same.</summary>
    [Fact]
    public void Where_no_key_alone_is_enough_locks_of_two_keys_keep_apart_together_and_each_is_needed()
    {
        ReplicatedObject obj = Specification.Understand(new SourceText("test.sxt", """
            replicated Hotel {
              type Room;
              type Guest;
              shared guests : Map[Room -> Guest] := {};
              shared rooms : Map[Guest -> Room] := {};
              op book(r: Room, g: Guest, nights: int) requires r not in guests && g not in rooms { guests[r] := g; rooms[g] := r; }
              propagation operations;
            }
            """)).Objects.ShouldHaveSingleItem();
        SpecifiedConflicts specified = Specified(obj);
        specified.Graph.Pairs.Select(p => p.Name).ShouldBe(["book / book room", "book / book guest"]);
        Plan[] plans = [.. new CoordinationLattice(specified.Graph.Pairs, 1, Mechanisms.Grouped).Plans()];
        plans.Select(p => p.Locks.Count).ShouldBe([2, 1], "two locks, or one for everybody");
        foreach (Plan plan in plans)
        {
            EquatableArray<KeyedLock> locks = specified.LocksOf(plan);
            Verdict(obj, locks).ShouldBe(Model.Results.Verdict.Proved);
            for (int i = 0; i < locks.Count; i++)
                Verdict(obj, [.. locks.Where((_, j) => j != i)]).ShouldBe(Model.Results.Verdict.Refuted, $"without `{locks[i].Name}`");
        }
    }

    [Fact]
    public void Declared_locks_play_no_part_in_what_conflicts()
    {
        ReplicatedObject obj = Example("courseware/coordinated.sxt");
        Specified(obj).Graph.Pairs.Count.ShouldBe(Specified(Example("courseware/courseware.sxt")).Graph.Pairs.Count);
    }

    [Fact]
    public void Proposed_locks_are_read_back_as_they_are_written()
    {
        ReplicatedObject obj = Example("courseware/courseware.sxt");
        EquatableArray<KeyedLock> locks = Specified(obj).Proposal();
        ReadBack("courseware/courseware.sxt", locks).Coordination.Select(Words).ShouldBe(locks.Select(Words));
    }

    /// <summary>Plans whose operations are kept apart pair by pair, two of them on the same operations with other keys.</summary>
    [Theory]
    [InlineData("courseware/courseware.sxt")]
    [InlineData("bank/withdrawals.sxt")]
    public void The_locks_of_a_plan_are_read_back_as_they_are_written_and_are_as_safe(string example)
    {
        ReplicatedObject obj = Example(example);
        SpecifiedConflicts specified = Specified(obj);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Plan plan in new CoordinationLattice(specified.Graph.Pairs, 1, Mechanisms.Grouped).Plans())
        {
            EquatableArray<KeyedLock> locks = specified.LocksOf(plan);
            ReplicatedObject read = ReadBack(example, locks);
            EquatableArray<KeyedLock> planned = [.. read.Coordination.Skip(obj.Coordination.Count)];
            planned.Select(Words).ShouldBe(locks.Select(Words));
            Verdict(read, planned).ShouldBe(Model.Results.Verdict.Proved);
            seen.Add(LockText.Of(planned));
        }

        seen.Count.ShouldBeGreaterThan(1);
        seen.ShouldAllBe(text => text.Contains(" apart from ", StringComparison.Ordinal));
    }

    private static ReplicatedObject ReadBack(string example, EquatableArray<KeyedLock> locks)
    {
        string text = File.ReadAllText(Repository.PathOf(Path.Combine("examples", example))).TrimEnd().TrimEnd('}') + LockText.Of(locks) + "}";
        return Specification.Understand(new SourceText("test.sxt", text)).Objects.ShouldHaveSingleItem();
    }

    private static string Words(KeyedLock held) => $"{held.Name} {string.Join(", ", held.Uses.Select(u => $"{u.Operation.Name} {u.IsShared} {string.Join(' ', u.KeyParameters)} {string.Join(' ', held.ApartFrom(u))}"))}";

    private static ReplicatedObject Example(string path) => Specification.Read(Repository.PathOf(Path.Combine("examples", path))).Objects.ShouldHaveSingleItem();

    private static SpecifiedConflicts Specified(ReplicatedObject obj) => new(obj, TheVerifier.Value.FindConflicts(obj, null, CancellationToken.None));

    private static Verdict Verdict(ReplicatedObject obj, EquatableArray<KeyedLock> locks) =>
        TheVerifier.Value.Verify(obj with { Coordination = locks }, null, CancellationToken.None).Report.Verdict;
}
