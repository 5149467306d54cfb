using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Objects;
using Sextant.Model.Values;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Proof.Smt;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

public sealed class TracingTests
{
    private static readonly SolverConfiguration Solver = new(SolverKind.Z3, "z3", MemoryMegabytes: 1024, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));

    [Theory]
    [InlineData("examples/auction/auction.sxt")]
    [InlineData("examples/courseware/courseware.sxt")]
    public void What_is_refuted_begins_with_an_initial_state(string example)
    {
        ObjectReport report = Answer(File.ReadAllText(Repository.PathOf(example)));
        ClauseFinding[] refuted = [.. report.Findings.SelectMany(f => f.Clauses)];
        refuted.ShouldNotBeEmpty();
        refuted.ShouldAllBe(c => c.Verdict == Verdict.Refuted && c.NotTraced == null && c.NotReplayed == null);
        refuted.ShouldAllBe(c => c.Trace!.Steps.Count > 3, "one step from a state that satisfies the invariant would be two");
        foreach (ColumnState state in refuted.SelectMany(c => c.Trace!.Steps[0].States))
            state.Bindings.Where(b => b.Value is Value.Map).Select(b => $"{b.Value}").ShouldAllBe(v => v == "{}", "everything begins empty");
    }

    /// <summary>Of all that two replicas of this object can do, a search within the bounds sees four steps.</summary>
    [Fact]
    public void Replicas_are_led_to_the_states_of_a_counterexample_over_many_steps()
    {
        const int Stages = 9;
        string stages = "shared s1 : Flag; op to1() { s1 := true; }\n"
            + string.Join('\n', Enumerable.Range(2, Stages - 1).Select(i => $"shared s{i} : Flag; op to{i}() requires s{i - 1} {{ s{i} := true; }} invariant from{i}: s{i} ==> s{i - 1};"));
        string noise = string.Join('\n', Enumerable.Range(1, 4).Select(i => $"shared n{i} : GSet[Word]; op say{i}(w: Word) {{ n{i} += {{w}}; }}"));
        ObjectReport report = Answer($$"""
            replicated Stages {
              type Word;
              {{stages}}
              {{noise}}
              shared left : Flag;
              shared right : Flag;
              invariant one_way: !(left && right);
              invariant at_the_end: left || right ==> s{{Stages}};
              op goLeft() requires s{{Stages}} && !right { left := true; }
              op goRight() requires s{{Stages}} && !left { right := true; }
            }
            """);
        ClauseFinding[] refuted = [.. report.Findings.SelectMany(f => f.Clauses)];
        report.Findings.Where(f => f.Clauses.Count > 0).Select(f => $"{f.Kind} {f.Operation}").ShouldBe(["Stability goLeft", "Stability goRight"]);
        refuted.ShouldAllBe(c => c.Verdict == Verdict.Refuted && c.NotTraced == null && c.Trace!.Steps.Count > Stages + 2);
    }

    /// <summary>All numbers are more than runs can try, so that no step is seen behind the first.</summary>
    [Fact]
    public void What_no_run_leads_to_is_not_refuted_where_runs_cannot_go_on()
    {
        ObjectReport report = Answer("""
            replicated Steps {
              shared a : Max[nat] := 0;
              shared boom : Flag;
              invariant squares: forall n: int. n * n >= 0;
              invariant quiet: !boom;
              op two() requires a < 1000 { a := a + 2; }
              op fire() requires a == 7 { boom := true; }
            }
            """);
        ClauseFinding[] open = [.. report.Findings.SelectMany(f => f.Clauses)];
        open.ShouldNotBeEmpty();
        open.ShouldAllBe(c => c.Verdict == Verdict.Unknown && c.Reason.Contains("`n` ranges over all values of `int`", StringComparison.Ordinal));
        report.SecondOpinion.ShouldBeOfType<SecondOpinion.Searched>().IsWhole.ShouldBeFalse();
    }

    [Fact]
    public void What_replicas_do_not_come_to_is_not_refuted()
    {
        ObjectReport report = Answer(InquiryTests.Steps);
        report.Verdict.ShouldBe(Verdict.Unknown);
        ClauseFinding clause = report.Findings.Single(f => f is { Kind: CheckKind.Safety, Operation: "three" }).Clauses.ShouldHaveSingleItem();
        clause.Reason.ShouldBe("not reachable within any number of steps of up to 3 replicas: the invariant may need strengthening");
        clause.Trace.ShouldNotBeNull("the states that the proof would have to exclude are what the designer needs to see");
    }

    [Fact]
    public void The_same_is_proved_once_the_invariant_says_it() =>
        Answer(InquiryTests.Steps.Replace("third ==> first;", "(third ==> first) && (second ==> first);", StringComparison.Ordinal)).Verdict.ShouldBe(Verdict.Proved);

    [Fact]
    public void A_refutation_in_constants_is_traced_in_the_same_constants()
    {
        ClauseFinding clause = Answer("""
            replicated Room {
              const seats : nat;
              shared taken : Max[nat] := 0;
              invariant enough: taken <= 1;
              op take() requires taken < seats { taken += 1; }
            }
            """).Findings.Single(f => f is { Kind: CheckKind.Safety, Operation: "take" }).Clauses.ShouldHaveSingleItem();
        clause.Trace!.Constants.ShouldHaveSingleItem().Name.ShouldBe("seats");
        clause.Trace.Steps.Select(s => s.Action).ShouldBe(["", "take()", "take()"]);
    }

    [Fact]
    public void Where_nothing_can_be_run_a_refutation_stands_and_says_so()
    {
        ObjectReport report = Answer("""
            replicated Flags {
              shared a : Flag := false;
              invariant never: !a;
              op raise() { a := true; }
              concurrency invariant also(other): !other.a;
              lock all { exclusive raise(); }
            }
            """);
        ClauseFinding[] refuted = [.. report.Findings.SelectMany(f => f.Clauses)];
        refuted.ShouldNotBeEmpty();
        refuted.ShouldAllBe(c => c.Verdict == Verdict.Refuted && c.NotTraced == "its operations are coordinated, and more than the invariant is asked of pairs of states");
    }

    [Fact]
    public void Of_replicas_that_begin_wrongly_nothing_is_derived()
    {
        ObjectReport report = Answer("""
            replicated Late {
              shared n : Max[int] := 5;
              invariant start: n <= 3;
              op up() { n := n + 1; }
            }
            """);
        report.Derived.ShouldBeEmpty();
        report.Findings.Single(f => f.Kind == CheckKind.Initial).Verdict.ShouldBe(Verdict.Refuted);
        report.Findings.Single(f => f.Kind == CheckKind.Vacuity).Verdict.ShouldBe(Verdict.Proved);
        report.Findings.Single(f => f is { Kind: CheckKind.Safety, Operation: "up" }).Verdict.ShouldNotBe(Verdict.Proved);
    }

    [Fact]
    public void Where_each_of_two_operations_breaks_what_the_other_requires_each_run_says_whose_precondition_it_is()
    {
        ObjectReport report = Answer("""
            replicated Guests {
              type Guest;
              shared added : Set[Guest] := {};
              shared banned : Set[Guest] := {};
              propagation operations;
              op add(g: Guest) requires g not in banned { added := added + {g}; }
              op ban(g: Guest) requires g not in added { banned := banned + {g}; }
            }
            """);
        Finding finding = report.Findings.Single(f => f is { Kind: CheckKind.Precondition, Operation: "add", With: "ban" });
        finding.Clauses.Count.ShouldBe(2);
        foreach (ClauseFinding clause in finding.Clauses)
            clause.Trace!.Violation.ShouldContain(clause.Message.Contains("`add` requires", StringComparison.Ordinal) ? ", which add(" : ", which ban(", customMessage: clause.Message);
    }

    [Fact]
    public void What_two_operations_break_that_no_lock_keeps_apart_is_traced_to_the_merge_of_both()
    {
        const string shop = """
            replicated Shop {
              type Item;
              shared stock : TwoPhaseSet[Item];
              shared orders : GSet[Item];
              invariant stocked: forall i in orders. i in stock;
              op offer(i: Item) { stock += {i}; }
              op withdraw(i: Item) requires i in stock && i not in orders { stock -= {i}; }
              op order(i: Item) requires i in stock { orders += {i}; }
              lock item(i: Item) { exclusive withdraw(i); KEPT }
            }
            """;
        ObjectReport report = Answer(shop.Replace("KEPT", "exclusive offer(_);", StringComparison.Ordinal).Replace("lock item(i: Item)", "lock item", StringComparison.Ordinal).Replace("withdraw(i);", "withdraw(_);", StringComparison.Ordinal));
        Finding finding = report.Findings.Single(f => f.Verdict == Verdict.Refuted);
        (finding.Kind, finding.Operation, finding.With).ShouldBe((CheckKind.Stability, "withdraw", "order"));
        ClauseFinding clause = finding.Clauses.ShouldHaveSingleItem();
        clause.NotTraced.ShouldBeNull();
        clause.Trace!.Steps[^1].Action.ShouldStartWith("merge");
        clause.Trace.Steps.Count.ShouldBe(6);
        Answer(shop.Replace("KEPT", "exclusive order(i);", StringComparison.Ordinal)).Verdict.ShouldBe(Verdict.Proved);
    }

    [Fact]
    public void The_report_of_a_file_without_initial_states_says_that_nothing_is_traced()
    {
        const string spec = "tests/Sextant.Cli.Tests/Specifications/smaller.spec";
        SextantProcess.Run("verify", Repository.PathOf(spec)).Output.ShouldContain("not explored: nothing says in which state replicas begin");
        SextantProcess.Run("verify", "--json", Repository.PathOf(spec)).Output.ShouldContain("\"not_traced\": \"nothing says in which state replicas begin\"");
        SextantProcess.Run("verify", "--compat", "soteria", Repository.PathOf(spec)).Output.ShouldNotContain("not explored");
    }

    private static ObjectReport Answer(string text)
    {
        ReplicatedObject obj = Specification.Understand(new SourceText("test.sxt", text)).Objects.ShouldHaveSingleItem();
        using var verifier = new Verifier(new VerificationOptions(ObligationSet.Full, Solver, Parallelism: 2, ResourceLimit: 2_000_000, QueryLogDirectory: null));
        using var opinion = new Opinion(obj, OpinionBounds.Default, CancellationToken.None);
        return opinion.On(verifier.Verify(obj, null, CancellationToken.None).Report);
    }
}
