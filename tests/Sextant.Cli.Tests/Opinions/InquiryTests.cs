using System.Text.RegularExpressions;
using Sextant.Bench.Agreement;
using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

public sealed partial class InquiryTests
{
    /// <summary>What is asked for holds because of what is not said: nobody takes the second step before the first.</summary>
    internal const string Steps = """
        replicated Steps {
          shared first : Flag := false;
          shared second : Flag := false;
          shared third : Flag := false;
          invariant in_order: third ==> first;
          op one() { first := true; }
          op two() requires first { second := true; }
          op three() requires second { third := true; }
        }
        """;

    /// <summary>Nobody has to say what merge relies on: that what was accepted does not change, and that each replica knows first what it accepted itself.</summary>
    [Fact]
    public void What_relates_replicas_is_derived()
    {
        string text = File.ReadAllText(Repository.PathOf("examples/consensus/consensus.sxt"));
        ObjectReport report = Answer(ConcurrencyInvariant().Replace(text, ""), resourceLimit: 20_000_000);
        report.Verdict.ShouldBe(Verdict.Proved);
        report.Derived.ShouldBe(
        [
            new DerivedClause("me in other.accepted ==> me in accepted && accepted[me] == other.accepted[me]", IsRelation: true),
            new DerivedClause("forall k: ReplicaId. k in accepted && k in other.accepted ==> accepted[k] == other.accepted[k]", IsRelation: true),
        ]);
    }

    [Fact]
    public void An_invariant_that_is_too_weak_is_strengthened()
    {
        ObjectReport report = Answer(Steps);
        report.Verdict.ShouldBe(Verdict.Proved);
        report.Derived.ShouldBe([new DerivedClause("second ==> first", IsRelation: false)]);
    }

    /// <summary>No template says it: it is what must be true before closing.</summary>
    [Fact]
    public void What_must_be_true_before_a_step_is_tried_too()
    {
        ObjectReport report = Answer("""
            replicated Seats {
              shared taken : Max[nat] := 0;
              shared closed : Flag := false;
              invariant fits: closed ==> taken <= 3;
              op take() requires taken < 3 { taken += 1; }
              op close() { closed := true; }
            }
            """);
        report.Verdict.ShouldBe(Verdict.Proved);
        report.Derived.ShouldBe([new DerivedClause("taken <= 3", IsRelation: false)]);
    }

    [Fact]
    public void A_merge_without_preconditions_gets_those_that_it_needs()
    {
        string text = File.ReadAllText(Repository.PathOf("tests/Sextant.Cli.Tests/Specifications/refund.spec"));
        ObjectReport report = Answer(text, name: "refund.spec");
        report.Verdict.ShouldBe(Verdict.Proved);
        report.Derived.Select(d => d.Text).ShouldBe(
        [
            "(forall r: Replica :: !((bought[r] || bought1[r]) && (refunded[r] || refunded1[r])))",
            "bought1[me] ==> bought[me]",
            "refunded1[me] ==> refunded[me]",
        ]);

        string requires = string.Concat(report.Derived.Select(d => $"  requires {d.Text};\n"));
        ObjectReport written = Answer(text.Insert(text.LastIndexOf("  ensures (forall r: Replica :: bought", StringComparison.Ordinal), requires), name: "refund.spec");
        written.Verdict.ShouldBe(Verdict.Proved);
        written.Derived.ShouldBeEmpty();
    }

    [Fact]
    public void Where_nothing_says_how_replicas_begin_nothing_is_derived_that_they_may_break_then()
    {
        ObjectReport report = Answer(File.ReadAllText(Repository.PathOf("tests/Sextant.Cli.Tests/Specifications/seats.spec")), name: "seats.spec");
        report.Findings.Where(f => f.Verdict == Verdict.Refuted).Select(f => $"{f.Kind} {f.Operation}").ShouldBe(["Safety close", "Safety merge"]);
        report.Derived.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_safe_by_what_it_says_needs_nothing_derived() =>
        Answer(File.ReadAllText(Repository.PathOf("examples/lock/lock.sxt"))).Derived.ShouldBeEmpty();

    [Fact]
    public void What_breaks_is_refuted_whatever_is_derived()
    {
        ObjectReport report = Answer("""
            replicated Flags {
              shared a : Flag := false;
              shared b : Flag := false;
              shared never : Flag := false;
              invariant not_both: !(a && b) || never;
              op raiseA() requires !b { a := true; }
              op raiseB() requires !a { b := true; }
            }
            """);
        report.Verdict.ShouldBe(Verdict.Refuted);
        report.Derived.ShouldBeEmpty();
    }

    /// <summary>Locks say of two runs that they are not concurrent, so that nothing is derived about two states.</summary>
    [Fact]
    public void Where_operations_hold_locks_only_invariants_are_derived()
    {
        ObjectReport report = Answer(Steps.Insert(Steps.LastIndexOf('}'), "  lock all { exclusive three(); }\n"));
        report.Verdict.ShouldBe(Verdict.Proved);
        report.Derived.ShouldBe([new DerivedClause("second ==> first", IsRelation: false)]);
    }

    [Fact]
    public void Verify_shows_what_it_derived()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "steps.sxt");
        File.WriteAllText(path, Steps);
        SextantProcess.Run("verify", path).Output.ShouldContain("derived: invariant second ==> first");
        SextantProcess.Run("verify", "--json", path).Output.ShouldContain("\"text\": \"second ==> first\"");
    }

    /// <summary>In the specification it proves the same, and nothing needs to be derived any more.</summary>
    [Fact]
    public void What_is_derived_can_be_written()
    {
        int derived = 0;
        for (int number = 0; number < 40; number++)
        {
            string text = ObjectGenerator.Make(5, number).Text;
            ObjectReport report = Answer(text);
            if (report.Derived.Count == 0)
                continue;
            derived++;
            IEnumerable<string> clauses = report.Derived.Select((c, i) => c.IsRelation ? $"concurrency invariant derived_{i}(other): {c.Text};" : $"invariant {c.Text};");
            string written = text.Insert(text.LastIndexOf('}'), string.Join('\n', clauses) + "\n");
            Specification.Understand(new SourceText("test.sxt", written)).Diagnostics.ShouldBeEmpty(written);

            // What somebody writes of two states takes the place of what would be derived from the invariant.
            if (report.Derived.Any(c => c.IsRelation))
                continue;
            ObjectReport again = Answer(written);
            again.Derived.ShouldBeEmpty(written);
            again.Verdict.ShouldBe(report.Verdict, written);
        }

        derived.ShouldBeGreaterThan(3, "few objects need it, and without any the test shows nothing");
    }

    /// <summary>`op0` may run with any number, so what must be true before it speaks of all numbers.</summary>
    [Fact]
    public void What_was_derived_of_all_numbers_keeps_no_run_from_going_on()
    {
        ObjectReport report = Answer("""
            replicated Small {
              type Replica;
              shared f0 : Max[int] := 0;
              shared f1 : GSet[Replica] := {};
              shared f2 : Max[int] := 0;
              invariant i0: !(f2 == 1 && f0 < f2);
              op op0(k: int)
                requires f1 != {}
              { f2 := k; }
              op op1()
              { f0 := max(f0, 1); f1 += {me}; }
            }
            """);
        report.Derived.ShouldContain(d => d.Text.StartsWith("forall", StringComparison.Ordinal) && d.Text.Contains(": int", StringComparison.Ordinal));
        ClauseFinding refuted = report.Findings.SelectMany(f => f.Clauses).ShouldHaveSingleItem();
        (refuted.Verdict, refuted.NotTraced).ShouldBe((Verdict.Refuted, null));
        refuted.Trace!.Steps.Count.ShouldBeGreaterThan(2, "`op1` runs before");
    }

    [GeneratedRegex("concurrency invariant[^;]*;", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConcurrencyInvariant();

    private static ObjectReport Answer(string text, long resourceLimit = 2_000_000, string name = "test.sxt")
    {
        ReplicatedObject obj = Specification.Understand(new SourceText(name, text)).Objects.ShouldHaveSingleItem();
        using var verifier = new Verifier(Campaign.Options with { ResourceLimit = resourceLimit });
        return new Inquiry(verifier, second: null, OpinionBounds.Default).Of(obj, null, CancellationToken.None).Report;
    }
}
