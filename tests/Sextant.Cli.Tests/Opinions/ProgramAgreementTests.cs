using System.Globalization;
using Sextant.Bench.Agreement;
using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Cli.Tests.Processes;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests.Opinions;

/// <summary>What is proved of programs for any number of clients, beside what a few clients do when they run.</summary>
public sealed class ProgramAgreementTests
{
    private static readonly string[] Releases = ["if (this.owner == Some(this.nid)) { this.owner := None; }", "this.owner := None;", "if (this.owner == Some(this.nid)) { this.owner := None; this.freed += 1; }"];
    private static readonly string[] Acquires = ["if (this.owner == None || this.owner == Some(this.nid)) { this.owner := Some(this.nid); return true; } return false;", "if (this.owner == None) { this.owner := Some(this.nid); return true; } return false;"];
    private static readonly string[] Statements =
    [
        "while (!lk.tryAcquire()!) {} this.inside := true;", "while (!lk.tryAcquire()!) {} this.inside := true; c.put(1)!;", "lk.release()!; this.inside := false;", "this.inside := false; lk.release()!;", "lk.release()?; this.inside := false;", "this.inside := false; lk.release()?;", "this.inside := lk.tryAcquire()!;", "this.inside := true;", "this.inside := false;", "lk.release()!;", "lk.release()?;", "this.seen := c.add()!;",
        "if (c.put(2)? == FAIL) { this.inside := false; }", "c.put(this.seen)!;", "if (lk.tryAcquire()? == FAIL) { return; }", "c.add()+;",
    ];

    private static readonly string[] Invariants =
    [
        "inside ==> lk.owner == Some(nid)", "c.value >= 0", "seen <= c.value", "lk.owner == None ==> !inside", "c.value <= 2", "forall a, b in clients. clients[a].inside && clients[b].inside ==> a == b",
        "forall a in clients. clients[a].seen >= 0", "inside ==> lk.owner != None", "lk.freed >= 0",
    ];

    /// <summary>Apps made by chance: no run breaks what is proved, and among them are many of which the one is true and many of which the other is.</summary>
    [Fact]
    public void No_run_breaks_what_is_proved_for_any_number_of_clients()
    {
        var seen = new Dictionary<Verdict, int>();
        for (int number = 1; number <= 60; number++)
        {
            string text = MadeBy(new Dice(1, number));
            foreach (ObjectReport report in Reports(text))
            {
                report.Contradicts.ShouldBeFalse(text);
                seen[report.Verdict] = seen.GetValueOrDefault(report.Verdict) + 1;
            }
        }

        seen.GetValueOrDefault(Verdict.Proved).ShouldBeGreaterThan(10, Counts());
        seen.GetValueOrDefault(Verdict.Refuted).ShouldBeGreaterThan(10, Counts());

        string Counts() => string.Join(", ", seen.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}: {s.Value}")));
    }

    [Fact]
    public void A_counterexample_to_induction_to_which_a_run_leads_is_a_refutation_with_that_run()
    {
        string text = File.ReadAllText(Repository.PathOf("examples/kv/kvlock-exclusive.sxt")).Replace("if (this.owner == Some(this.nid)) { this.owner := None; }", "this.owner := None;", StringComparison.Ordinal);
        Reports(text)[^1].Verdict.ShouldBe(Verdict.Unknown);
        ObjectReport reached = Reports(text.Replace("calls := 1;", "calls := 2; failures := 2;", StringComparison.Ordinal))[^1];
        reached.Verdict.ShouldBe(Verdict.Refuted);
        ClauseFinding clause = reached.Findings.SelectMany(f => f.Clauses).First(c => c.Verdict == Verdict.Refuted);
        clause.Message.ShouldBe("clients break `who_is_inside_owns_the_lock` when they run");
        clause.Trace.ShouldNotBeNull().Columns.Count.ShouldBeGreaterThan(1);
    }

    private static EquatableArray<ObjectReport> Reports(string text)
    {
        Specification specification = Specification.Understand(new SourceText("made.sxt", text));
        specification.Diagnostics.Where(d => d.IsError).Select(d => $"{d.Position} {d.Message}").ShouldBeEmpty(text);
        using var verifier = new Verifier(Campaign.Options with { ResourceLimit = 500_000 });
        return [.. new ProgramInquiry(new Inquiry(verifier, second: null, OpinionBounds.Default), isPublished: false).Of(specification, progress: null, CancellationToken.None)];
    }

    private static string MadeBy(Dice dice)
    {
        string[] body = [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.OneOf<string>(Statements))];
        string[] invariants = [.. Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => dice.OneOf<string>(Invariants)).Distinct(StringComparer.Ordinal)];
        return $$"""
            ADO Lock {
              shared owner : option N := None;
              shared freed : int := 0;
              method tryAcquire(): bool { {{dice.OneOf<string>(Acquires)}} }
              method release() { {{dice.OneOf<string>(Releases)}} }
            }
            ADO Cell {
              shared value : int := 0;
              method put(x: int) { this.value := x; }
              method add(): int { this.value += 1; return this.value; }
            }
            DApp Made(lk: Lock, c: Cell) {
              local inside : bool := false;
              local seen : int := 0;
              proc run() { {{string.Join(' ', body)}} }
              {{string.Join('\n', invariants.Select((v, n) => string.Create(CultureInfo.InvariantCulture, $"invariant i{n}: {v};")))}}
              client client * 2 { run(); }
              bounds { calls := {{1 + dice.Below(2)}}; failures := 3; }
            }
            """;
    }
}
