using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Tests.Evaluation.Programs;

/// <summary>The atomic objects and apps of the examples run with one client after the other and nothing that fails.</summary>
public sealed class CorpusTests
{
    private static string Example(string name) => File.ReadAllText(Path.Combine(Repository.Root, "examples", name));

    [Theory]
    [InlineData("kv/kv.sxt", """this KV{kv: {HASH(a): ("one", 3)}}""")]
    [InlineData("kv/kvlock.sxt", """lk DLock{owner: None}; data DVec[string]{data: {HASH(a): "two"}}; meta DVec[int]{data: {HASH(a): 3}}""")]
    [InlineData("kv/kvlock-abort.sxt", """lk DLock{owner: None}; data DVec[string]{data: {HASH(a): "two"}}; meta DVec[int]{data: {HASH(a): 3}}""")]
    [InlineData("kv/kvlock-retry.sxt", """lk DLock{owner: None}; data DVec[string]{data: {HASH(a): "two"}}; meta DVec[int]{data: {HASH(a): 3}}""")]
    [InlineData("kv/kvlock-sugar.sxt", """lk DLock{owner: None}; data DVec[string]{data: {HASH(a): "two"}}; meta DVec[int]{data: {HASH(a): 3}}""")]
    [InlineData("kv/kvlockfree.sxt", """data Log[string]{data: {0: "one", 1: "two"}}; meta DMap[int * int]{entries: {HASH(a) -> (3, 1)}}""")]
    [InlineData("dlock/dlock.sxt", "this DLock{owner: None}")]
    [InlineData("commit/two-phase-commit.sxt", "rm_1 RM{prepared: {1 -> YES}, decided: {1 -> COMMIT}}; rm_2 RM{prepared: {1 -> YES}, decided: {1 -> COMMIT}}")]
    [InlineData("bank/account.sxt", "this Account{balance: 6}")]
    [InlineData("bank/transfer.sxt", "from Account{balance: 5}; to Account{balance: 15}")]
    public void An_example_reaches_the_states_that_it_should(string example, string states)
    {
        var run = DirectRun.Of(Example(example));
        run.Run().ShouldBeNull();
        run.IsUnfinished.ShouldBeFalse();
        run.Shown.Replace(HashOf("a"), "HASH(a)", StringComparison.Ordinal).ShouldBe(states);
        foreach (ProgramProperty property in run.Machine.App.Properties.Where(p => !p.ReadsBefore))
            run.Machine.Holds(property, run.States, run.States, run.Clients).ShouldBe(new Decision(true, null), $"{property.Name}");
        foreach (AppObject obj in run.Machine.Objects)
            obj.Machine.Broken(run.States[obj.Number], run.States[obj.Number]).ShouldBeNull();
    }

    private static string HashOf(string key)
    {
        var run = DirectRun.Of($$"""ADO A { shared h : nat := 0; method set() { this.h := hash("{{key}}"); } client c { this.set()!; } }""");
        run.Run().ShouldBeNull();
        return run.States[0].Fields[0].Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_ticket_lock_is_waited_for_without_end_even_by_one_client_alone()
    {
        var run = DirectRun.Of(Example("ticket/ticket-lock.sxt"));
        run.Run().ShouldBeNull();
        run.IsUnfinished.ShouldBeTrue();
    }

    [Fact]
    public void What_a_reader_finds_that_comes_first_is_a_fault_with_its_place()
    {
        var run = DirectRun.Of("ADO V { shared data : [int] := []; method get(i) { return this.data[i]; } client c { this.get(3)!; } }");
        EvaluationFault fault = run.Run().ShouldNotBeNull();
        fault.Kind.ShouldBe(FaultKind.Partial);
        fault.Message.ShouldBe("the index 3 was never written");
    }

    [Fact]
    public void A_property_of_the_kind_sometimes_is_asked_of_each_client()
    {
        var run = DirectRun.Of(Example("ticket/ticket-lock.sxt"));
        ProgramProperty property = run.Machine.App.Properties.ShouldHaveSingleItem();
        property.Kind.ShouldBe(PropertyKind.Sometimes);
        run.Machine.Holds(property, run.States, run.States, run.Clients).ShouldBe(new Decision(false, null));
    }
}
