using System.Globalization;
using System.Text;
using Sextant.Exploration.Replicas;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Cli.Opinions;

/// <summary>
/// What proofs refute of states that satisfy the invariants is sought among the states that replicas come to. Where a run breaks the
/// same clause by the same step, its trace begins with initial states; where none does, nothing is refuted, and the
/// invariant may be too weak for a proof.
/// </summary>
/// <remarks>
/// What is asked of an order and of a body, of the beginning, and whether an operation can run at all, is asked of no run: such refutations stand.
/// </remarks>
/// <param name="alone">Searches of the object in no universe, which may have begun; null for an object that needs one.</param>
internal sealed class Tracing(ReplicatedObject obj, OpinionBounds bounds, GroupSearches? alone, CancellationToken cancellation)
{
    private string Help(Runs runs) => runs.Searches.All(s => s.Result.End == SearchEnd.Complete) ? Excluding : $"{Excluding}, or raise --states to look farther";

    private string Excluding => obj.Propagation is Propagation.Operations
        ? "let an invariant exclude the states shown before the step"
        : "let an invariant, or a concurrency invariant, exclude the states shown before the step";

    /// <summary>More universes than that are not searched.</summary>
    private const int MostUniverses = 4;

    /// <summary>Where a search is led, what it sees has to do with what it looks for, and more of it is worth while.</summary>
    private const int LedFactor = 3;

    /// <summary>A first search that is led sees so much less.</summary>
    private const int SoonDivisor = 8;

    private readonly List<Runs> _runs = [];
    private readonly List<Reached> _led = [];

    /// <summary>All that was run.</summary>
    public IReadOnlyList<Runs> Runs => _runs;

    /// <summary>The report with traces from initial states. What proofs left open and a run breaks is refuted by that run.</summary>
    public ObjectReport Of(ObjectReport report)
    {
        var searches = new List<GroupSearches>();
        if (alone is not null)
            Run(report, alone);
        Lead(report);
        foreach (Universe universe in Universes(report))
        {
            if (_runs.Count == 0 || (_runs.Count <= MostUniverses && IsWanted(report, universe)))
                Run(report, new GroupSearches(obj, bounds, universe, [.. searches], cancellation));
        }

        return Rewritten(report, clause => Untraced(clause, ReplicaGroup.WhyNotAlone(obj)));

        void Run(ObjectReport report, GroupSearches groups)
        {
            searches.Add(groups);
            _runs.Add(Opinions.Runs.Of(obj, groups, IsAllTraced(report)));
        }
    }

    /// <summary>
    /// Looks for runs to the very states of counterexamples. Replicas that never go beyond these are soon seen in all that they can do, however
    /// many operations there are and however long the way. What is found soon often answers what would take long.
    /// </summary>
    private void Lead(ObjectReport report)
    {
        if (obj.Propagation is Propagation.Operations)
            return;
        foreach (long states in new[] { bounds.MaxStates / SoonDivisor, bounds.MaxStates * LedFactor })
        {
            (Finding Finding, ClauseFinding Clause)[] open =
                [.. from f in report.Findings from c in f.Clauses where c is { States.Count: > 1, Universe: not null } && IsToTrace(f, c) && RunThatBreaks(f, c) is null select (f, c)];
            var found = new EquatableArray<Reached>[open.Length];
            Parallel.For(0, open.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, i => found[i] = Led(open[i].Finding, open[i].Clause, states));
            _led.AddRange(found.SelectMany(f => f));
        }
    }

    private EquatableArray<Reached> Led(Finding finding, ClauseFinding clause, long states)
    {
        GroupBounds led = bounds.Groups[0] with
        {
            Replicas = clause.States.Count,
            HasOldMessages = false,
            Universe = clause.Universe,
            Goals = clause.States,
            Last = [.. obj.Routines.Where(o => o.Name == finding.Operation || o.Name == finding.With)],
        };
        GroupBounds group = obj.IsCoordinated ? led : SmallerGoals.Of(obj, led, IsSought);
        using var searches = new GroupSearches(obj, bounds with { MaxStates = states, Groups = [group] }, group.Universe, [], cancellation, IsSought);
        return Opinions.Runs.Of(obj, searches, _ => false).Broken;

        bool IsSought(GroupProperty question) => Comparison.Answers(finding, clause, question);
    }

    /// <summary>Where something is refuted, it is enough that all of that is traced.</summary>
    private Func<IEnumerable<Reached>, bool> IsAllTraced(ObjectReport report)
    {
        (Finding Finding, ClauseFinding Clause)[] open = [.. report.Findings.SelectMany(f => f.Clauses.Where(c => IsToTrace(f, c) && RunThatBreaks(f, c) is null).Select(c => (f, c)))];
        return reached => open.Length > 0 && Array.TrueForAll(open, o => reached.Any(r => r.Answers(o.Finding, o.Clause)));
    }

    /// <summary>The report of an object that cannot be run at all.</summary>
    public static ObjectReport Untraced(ObjectReport report, string reason) =>
        Rewritten(report, (finding, clause) => IsToTrace(finding, clause) ? clause with { NotTraced = reason } : clause);

    private ObjectReport Rewritten(ObjectReport report, Func<ClauseFinding, ClauseFinding> untraced) => Rewritten(report, (finding, clause) =>
        clause.Verdict is Verdict.Refuted or Verdict.Unknown && RunThatBreaks(finding, clause) is { } reached ? Traced(clause, reached)
        : IsToTrace(finding, clause) ? untraced(clause)
        : clause);

    private static ObjectReport Rewritten(ObjectReport report, Func<Finding, ClauseFinding, ClauseFinding> rewrite) => report with
    {
        Findings = report.Findings.Select(f => f.Clauses.Count == 0 ? f : WithClauses(f, f.Clauses.Select(c => rewrite(f, c)).DistinctBy(c => (c.Verdict, c.Message, c.Span)).ToEquatable())).ToEquatable(),
    };

    private static Finding WithClauses(Finding finding, EquatableArray<ClauseFinding> clauses)
    {
        Verdict verdict = Verdicts.Worst(clauses.Select(c => c.Verdict));
        return finding with { Verdict = verdict, Message = clauses.First(c => c.Verdict == verdict).Message, Clauses = clauses };
    }

    /// <summary>Whether it is refuted, and by states of which it matters whether replicas come to them.</summary>
    public static bool IsToTrace(Finding finding, ClauseFinding clause) => clause.Verdict == Verdict.Refuted
        && (finding.Kind is CheckKind.Safety or CheckKind.Stability or CheckKind.Remote or CheckKind.ThirdReplica or CheckKind.Stale or CheckKind.Monotonicity or CheckKind.Lub or CheckKind.MergeLaws
            or CheckKind.Commutativity or CheckKind.Precondition || finding is { Kind: CheckKind.Escrow, Operation: not null });

    private Reached? RunThatBreaks(Finding finding, ClauseFinding clause) =>
        _runs.SelectMany(r => r.Broken).Concat(_led).Where(r => r.Answers(finding, clause)).MinBy(r => r.Path.Count);

    /// <summary>A run that breaks the order of states, or a law of merge, need not break the very conjunct or law that was refuted, so that it says what it breaks.</summary>
    private ClauseFinding Traced(ClauseFinding clause, Reached reached) => clause with
    {
        Verdict = Verdict.Refuted,
        Message = clause.Verdict == Verdict.Refuted && reached.Question.Clause is not null ? clause.Message : ViolationText.Of(obj, reached.Question),
        Trace = GroupTrace.Of(reached.Group, reached.Path, reached.Question, ViolationText.Violated(obj, reached.Question)),
        Reason = "",
        Quantifiers = [],
        NotReplayed = null,
    };

    private ClauseFinding Untraced(ClauseFinding clause, string? needsUniverse)
    {
        if (_runs.Count == 0)
            return clause with { NotTraced = needsUniverse };
        return _runs.Select(r => r.Fault).FirstOrDefault(f => f is not null) is { } fault
            ? clause with { NotTraced = $"a step cannot be run: {fault}" }
            : clause with { Verdict = Verdict.Unknown, Message = $"undecided: whether {clause.Message}", Reason = Unreached(_runs[^1]), Help = Help(_runs[^1]) };
    }

    private static string Unreached(Runs runs) =>
        $"not reachable within {runs.Extent}{(runs.Broken.Count > 0 ? " that break nothing else before" : "")}: the invariant may need strengthening";

    /// <summary>Whether some refutation of this universe is not traced yet.</summary>
    private bool IsWanted(ObjectReport report, Universe universe) => report.Findings.Any(f => f.Clauses.Any(c => IsToTrace(f, c) && c.Universe is { } own && KeyOf(own) == KeyOf(universe) && RunThatBreaks(f, c) is null));

    /// <summary>The universes of what is to be traced, each once, in the order of the report.</summary>
    private IEnumerable<Universe> Universes(ObjectReport report) =>
        report.Findings.SelectMany(f => f.Clauses.Where(c => IsToTrace(f, c)).Select(c => c.Universe)).OfType<Universe>().DistinctBy(KeyOf, StringComparer.Ordinal);

    /// <summary>What tells universes apart. Those with functions are as many as counterexamples.</summary>
    private string KeyOf(Universe universe)
    {
        var key = new StringBuilder();
        foreach ((var sort, int size) in universe.Sizes.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal))
            key.Append(CultureInfo.InvariantCulture, $"{sort}:{size} ");
        foreach (ConstantSymbol constant in obj.Theory.Constants)
            key.Append(CultureInfo.InvariantCulture, $"{constant.Name}={Convert.ToHexString(CanonicalBytes.Of([universe.Constants[constant]]))} ");
        if (!universe.Functions.IsEmpty)
            key.Append(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(universe));
        return key.ToString();
    }
}
