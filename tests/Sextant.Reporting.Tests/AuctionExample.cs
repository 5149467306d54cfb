using System.Numerics;
using Sextant.Model.Results;
using Sextant.Model.Values;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Tests;

/// <summary>An auction with one of every kind of answer, as the prover would report it.</summary>
internal static class AuctionExample
{
    public static SourceText Source { get; } = new("auction.spec", """
        type Bid;
        const winning: Bid;
        var status: bv2;
        var placed: [Bid]bool;

        axiom (forall b: Bid :: amount(b) > 0);

        procedure closeAuction()
          requires status == 1bv2;
          ensures status == 2bv2;

        procedure {:merge} merge(s: bv2, p: [Bid]bool)
          requires status == 2bv2 ==>
            (forall b: Bid ::
              p[b] ==> placed[b]);
        """);

    public static RunResult Run(params FileResult[] files) =>
        new("0.1.0", RunGoal.Verify, IsList: files.Length > 1, files.ToEquatable());

    public static FileResult Refuted { get; } = File(
        Proved(CheckKind.Contract, "closeAuction"),
        Proved(CheckKind.Monotonicity, "closeAuction"),
        Proved(CheckKind.Safety, "closeAuction"),
        new Finding(
            CheckKind.Stability,
            "closeAuction",
            With: null,
            Verdict.Refuted,
            "closeAuction can break the precondition of merge",
            SpanOf("closeAuction"),
            [Clause("status == 2bv2 ==>", "p[b] ==> placed[b])", StabilityTrace)]),
        Proved(CheckKind.Lub, "merge"),
        new Finding(
            CheckKind.Safety,
            "merge",
            With: null,
            Verdict.Unknown,
            "it is not known whether merge keeps the invariant",
            SpanOf("merge(s"),
            [new ClauseFinding("SX2104", Verdict.Unknown, SpanOf("status == 2bv2;"), "it is not known whether merge keeps the invariant", Trace: null, "the work limit was reached", "raise it with --rlimit")]));

    public static FileResult AllProved { get; } = File(
        Proved(CheckKind.Vacuity, operation: null),
        Proved(CheckKind.Safety, "closeAuction"));

    public static FileResult Broken { get; } = new(
        new FileReport("auction.spec", [Diagnostic("SX1301", "amount", "the function `amount` is not declared", "did you mean `placed`?")], []),
        Source,
        Elapsed: null);

    public static Diagnostic Diagnostic(string code, string at, string message, string? help) =>
        new(new DiagnosticCode(code, Severity.Error, "title"), Source.Path, Source, SpanOf(at), message, help, []);

    public static SourceSpan SpanOf(string text) => new(Source.Content.IndexOf(text, StringComparison.Ordinal), text.Length);

    private static Trace StabilityTrace => new(
        ["this replica", "incoming"],
        [new Binding("winning", new Value.Element("b1"))],
        [
            new TraceStep(Column: null, "", [State(1, true, false), State(1, true, true)], []),
            new TraceStep(0, "closeAuction()", [State(2, true, false), State(1, true, true)], [new StateChange(0, "status", Bits(1), Bits(2))]),
            new TraceStep(1, "placeBid(b2)", [State(2, true, false), State(1, true, true)], [new StateChange(1, "placed", Placed(("b2", false)), Placed(("b2", true)))]),
        ],
        "status == 2 ==> (forall b: Bid :: p[b] ==> placed[b])");

    private static ColumnState State(int status, bool first, bool second) =>
        new([new Binding("status", Bits(status)), new Binding("placed", Placed(("b1", first), ("b2", second)))]);

    private static Value.BitVector Bits(int number) => new(new BigInteger(number), 2);

    private static Value.Map Placed(params (string Bid, bool IsPlaced)[] entries) =>
        new(entries.Select(e => new MapEntry([new Value.Element(e.Bid)], new Value.Bool(e.IsPlaced))).ToEquatable(), Otherwise: null);

    private static Finding Proved(CheckKind kind, string? operation) =>
        new(kind, operation, With: null, Verdict.Proved, "it holds", default, []);

    private static ClauseFinding Clause(string from, string to, Trace trace) => new(
        "SX2005",
        Verdict.Refuted,
        SpanOf(from).To(SpanOf(to)),
        "closeAuction can break a precondition of merge while the other replica has moved on",
        trace,
        Reason: "",
        "closeAuction and the other replica's operations need coordination");

    private static FileResult File(params Finding[] findings) => new(
        new FileReport(Source.Path, [], [new ObjectReport("auction", findings.ToEquatable())]), Source, Elapsed: null);
}
