using Sextant.Bench.Agreement;
using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

public sealed class MutationTests
{
    private const string Seats = """
        replicated Seats {
          shared taken : Max[nat] := 0;
          shared closed : Flag := false;
          invariant not_overbooked: taken <= 3;
          invariant not_negative: taken >= 0;
          op take() requires !closed && taken < 3 { taken += 1; }
          op close() { closed := true; }
        }
        """;

    [Fact]
    public void What_no_proof_needs_is_idle_and_the_rest_says_what_it_keeps()
    {
        Verification answer = Answer(Seats);
        answer.Report.Verdict.ShouldBe(Verdict.Proved);
        answer.Report.Uses!.Select(Line).ShouldBe(
        [
            "taken <= 3 | kept by take",
            "taken >= 0 | idle: follows from the other clauses and the types",
            "!closed | idle: is not needed for any proof",
            "taken < 3 | Safety take; Stability take",
        ]);
        answer.Warnings.Select(w => (w.Code.Id, w.Source!.Slice(w.Span))).ShouldBe([("SX2102", "taken >= 0"), ("SX2101", "!closed")]);
    }

    [Fact]
    public void Where_every_clause_is_needed_nothing_is_idle()
    {
        Verification answer = Answer("""
            replicated Seats {
              shared taken : Max[nat] := 0;
              invariant not_overbooked: taken <= 3;
              op take() requires taken < 3 { taken += 1; }
            }
            """);
        answer.Report.Uses!.ShouldAllBe(u => u.Idle == null);
        answer.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void An_invariant_that_bodies_alone_keep_is_not_idle_and_one_about_what_nobody_changes_is()
    {
        Uses("""
            replicated Sold {
              shared sold : Max[int] := 0;
              shared limit : Max[int] := 9;
              invariant positive: sold >= 0;
              invariant fixed: limit == 9;
              op sell() { sold += 1; }
            }
            """).ShouldBe(["sold >= 0 | ", "limit == 9 | idle: speaks of nothing that an operation changes"]);
    }

    [Fact]
    public void A_precondition_that_guards_a_read_is_not_idle()
    {
        Uses("""
            replicated Bids {
              type Bidder;
              shared bids : Map[Bidder -> Max[nat]] := {};
              shared best : option Bidder := None;
              op bid(b: Bidder) { bids[b] := 1; }
              op choose(b: Bidder) requires b in bids && best == None { best := Some(b); }
            }
            """).ShouldContain(l => l == "b in bids | idle: is not needed for any proof");
        Uses("""
            replicated Notes {
              type Key;
              type Person;
              shared owner : Map[Key -> option Person] := {};
              shared seen : GSet[Person] := {};
              op note(k: Key) requires owner[k] != None { seen += {owner[k].value}; }
            }
            """).ShouldNotContain(l => l.Contains("idle", StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_invariant_needs_of_another_is_lost_with_it()
    {
        Uses("""
            replicated Steps {
              shared first : Flag := false;
              shared second : Flag := false;
              shared third : Flag := false;
              invariant in_order: third ==> first;
              invariant two_after_one: second ==> first;
              op one() { first := true; }
              op two() requires first { second := true; }
              op three() requires second { third := true; }
            }
            """).ShouldBe(
        [
            "third ==> first | kept by three",
            "second ==> first | Safety three; Stability three; kept by two",
            "first | Safety two; Stability two",
            "second | Safety three; Stability three",
        ]);
    }

    [Fact]
    public void What_was_derived_stays_while_clauses_are_left_out() =>
        Uses(InquiryTests.Steps).ShouldBe(["third ==> first | kept by three", "first | Safety two", "second | Safety three; Stability three"]);

    /// <summary>That replicas decide alike serves no proof: it is what the proofs are for.</summary>
    [Fact]
    public void A_concurrency_invariant_is_of_use_when_a_precondition_keeps_it()
    {
        string[] uses = Uses(File.ReadAllText(Repository.PathOf("examples/consensus/consensus.sxt")), resourceLimit: 20_000_000);
        uses.ShouldContain(u => u.StartsWith("decision != None && other.decision != None ==> decision == other.decision | kept by", StringComparison.Ordinal));
        uses.ShouldAllBe(u => !u.Contains("idle", StringComparison.Ordinal));
    }

    [Fact]
    public void A_concurrency_invariant_that_nothing_can_break_is_idle()
    {
        Uses("""
            replicated Alike {
              shared a : Flag := false;
              shared b : Flag := false;
              invariant both: b ==> a;
              shared n : Max[nat] := 0;
              concurrency invariant natural(other): n + other.n >= 0;
              op one() { a := true; }
              op two() requires a { b := true; }
            }
            """).ShouldBe(
        [
            "b ==> a | kept by two",
            "n + other.n >= 0 | idle: follows from the other clauses and the types",
            "a | Safety two",
        ]);
    }

    [Fact]
    public void Of_an_object_that_sends_operations_the_same_is_found_out()
    {
        Uses("""
            replicated Sent {
              propagation operations;
              shared n : nat := 3;
              shared calls : GCounter := 0;
              invariant few: n <= 3;
              op take() requires n > 0 && calls >= 0 { n := n - 1; calls += 1; }
              op back() requires n < 3 { n := n + 1; }
            }
            """).ShouldBe(["n <= 3 | kept by back", "n > 0 | Safety take", "calls >= 0 | idle: is not needed for any proof", "n < 3 | Safety back"]);
    }

    [Fact]
    public void What_is_refuted_anyhow_is_not_lost()
    {
        Verification answer = Answer("""
            replicated Seats {
              shared taken : Max[int] := 0;
              invariant not_overbooked: taken <= 3;
              op take() requires taken <= 3 { taken += 1; }
              op clear() requires taken < 0 { taken := 0; }
            }
            """);
        answer.Report.Verdict.ShouldBe(Verdict.Refuted);
        answer.Report.Uses!.Select(Line).ShouldContain(l => l == "taken <= 3 | idle: is not needed for any proof");
        answer.Report.Uses!.Select(Line).ShouldContain(l => l == "taken < 0 | Monotonicity clear");
    }

    /// <summary>The answers of one solver and of three at once, and the questions, which are only those that are other ones without the clause.</summary>
    [Fact]
    public void The_order_of_work_changes_nothing_and_only_what_changes_is_asked_again()
    {
        using var folder = new TemporaryFolder();
        Verification one = Answer(Seats, o => o with { Parallelism = 1, QueryLogDirectory = folder.Path });
        Verification three = Answer(Seats, o => o with { Parallelism = 3 });
        one.Report.Uses.ShouldBe(three.Report.Uses);
        string[] asked = [.. Directory.GetFiles(folder.Path, "*.smt2", SearchOption.AllDirectories).Where(f => f.Contains("-without", StringComparison.Ordinal)).Select(f => Path.GetFileName(f))];
        asked.ShouldContain(n => n.Contains("Safety-take", StringComparison.Ordinal));
        string[] withoutPrecondition = [.. Directory.GetFiles(Path.Combine(folder.Path, "Seats-without-3")).Select(f => Path.GetFileName(f))];
        withoutPrecondition.ShouldNotBeEmpty();
        withoutPrecondition.ShouldAllBe(n => n.Contains("take", StringComparison.Ordinal) || n.Contains("Stale", StringComparison.Ordinal));
    }

    [Fact]
    public void Idle_clauses_change_no_exit_code_and_stand_in_the_document()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "seats.sxt");
        File.WriteAllText(path, Seats);
        ProcessResult result = SextantProcess.Run("verify", path, "--mutate", "--json");
        result.ExitCode.ShouldBe(0);
        using var document = System.Text.Json.JsonDocument.Parse(result.Output);
        var clauses = document.RootElement.GetProperty("objects")[0].GetProperty("left_out").EnumerateArray().ToArray();
        clauses.Select(c => c.GetProperty("idle").GetString() is null).ShouldBe([true, false, false, true]);
        clauses[3].GetProperty("breaks")[0].GetProperty("kind").GetString().ShouldBe("safety");
        clauses[2].GetProperty("line").GetInt32().ShouldBe(6);
        SextantProcess.Run("verify", path).Output.ShouldNotContain("left out");
    }

    private static string Line(ClauseUse use) =>
        $"{use.Text} | {string.Join("; ", [.. use.Breaks.Select(b => $"{b.Kind} {b.Operation}"), .. use.KeptBy.Select(k => $"kept by {k}"), .. use.Idle is { } idle ? [$"idle: {idle}"] : Array.Empty<string>()])}";

    private static string[] Uses(string text, long resourceLimit = 2_000_000) => [.. Answer(text, o => o with { ResourceLimit = resourceLimit }).Report.Uses!.Select(Line)];

    private static Verification Answer(string text, Func<VerificationOptions, VerificationOptions>? change = null)
    {
        ReplicatedObject obj = Specification.Understand(new SourceText("test.sxt", text)).Objects.ShouldHaveSingleItem();
        using var verifier = new Verifier((change ?? (o => o))(Campaign.Options with { Parallelism = 2 }));
        return new Inquiry(verifier, second: null, OpinionBounds.Default) { LeavesOut = true }.Of(obj, null, CancellationToken.None);
    }
}
