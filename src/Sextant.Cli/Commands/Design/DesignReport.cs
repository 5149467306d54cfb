using System.Globalization;
using System.Text;
using Sextant.Cli.Commands.Coordination;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Cost;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;
using Sextant.Model.Results;
using Sextant.Reporting.Html;
using static Sextant.Reporting.Html.HtmlText;

namespace Sextant.Cli.Commands.Design;

/// <summary>The whole road as one page: what breaks, what conflicts, which locks, what they cost, what is proved under them, and how long that stays so.</summary>
internal sealed class DesignReport
{
    private readonly CoordinationAnswer _answer;
    private readonly ConflictGraph _conflicts;
    private readonly StringBuilder _page = new();

    private DesignReport(CoordinationAnswer answer)
    {
        _answer = answer;
        _conflicts = answer.Problem.Conflicts;
    }

    public static string Of(CoordinationAnswer answer)
    {
        var report = new DesignReport(answer);
        report.WriteHead();
        if (report._conflicts.Pairs.Count > 0)
        {
            report.WriteConflicts();
            report.WritePlan();
            report.WriteLattice();
            report.WriteCosts();
            report.WriteLatencies();
            report.WriteDrift();
        }

        report.WriteChecks();
        return HtmlPage.Of($"{answer.AsWritten!.Name}: which coordination it needs", report._page.ToString());
    }

    private int NumberOf(ConflictPair pair) => _conflicts.Pairs.Items.IndexOf(pair) + 1;

    private void WriteHead()
    {
        _page.Append($"<h1>{Safe(_answer.AsWritten!.Name)}</h1>\n<p class=\"faint\">{Safe(_answer.File)}, by Sextant {SextantVersion.Text}</p>\n<div class=\"cards\">\n");
        Card("as it is written", Word(_answer.AsWritten.Verdict), Count(_conflicts.Conflicts().Count, "conflict"));
        if (_conflicts.Pairs.Count > 0)
        {
            Card("under the plan", Word(_answer.Verified!.Verdict), Count(_answer.Verified.Findings.Count, "check"));
            Card("the plan costs", Safe(Scale.Time(_answer.Found.Cost)), $"{_answer.CostName}; {Scale.Time(_answer.Simulated.TotalMs)} simulated");
            Card("optimal", _answer.Found.IsOptimal ? "<span class=\"good\">yes</span>" : string.Create(CultureInfo.InvariantCulture, $"<span class=\"doubt\">within {_answer.Found.Gap * 100:F1} in 100</span>"), $"{Count(_answer.Found.Plan.Locks.Count, "lock")}");
        }

        _page.Append("</div>\n");
        if (CoordinationText.Robustness(_answer) is { } robust)
            _page.Append($"<p>{Safe(robust)}.</p>\n");
        _page.Append(_conflicts.Pairs.Count > 0
            ? $"<p>{Safe(CoordinationText.Closing(_answer))}.</p>\n"
            : "<p>No two operations conflict: it runs without coordination, at all sites, whatever the network does.</p>\n");
    }

    private void Card(string what, string value, string detail) => _page.Append($"<div class=\"card\"><span>{what}</span><b>{value}</b><span>{detail}</span></div>\n");

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Word(Verdict verdict) => $"<span class=\"{(verdict == Verdict.Proved ? "good" : verdict == Verdict.Unknown ? "doubt" : "bad")}\">{verdict.ToString().ToLowerInvariant()}</span>";

    private void WriteConflicts()
    {
        _page.Append("<h2>What conflicts</h2>\n<p>A line for each two operations that may not run at the same time, with its number below, in the colour of the lock that keeps them apart.</p>\n<div class=\"row\">\n");
        foreach (ComponentResult part in _answer.Found.Components)
            new ConflictDrawing(part.Problem.Conflicts, NumberOf, _answer.Found.Plan.Locks).Write(_page);
        _page.Append("</div>\n");
        IReadOnlyList<IReadOnlyList<ConflictPair>> all = _conflicts.Conflicts();
        for (int i = 0; i < all.Count; i++)
            WriteConflict(all[i], _answer.Input!.Conflicts[i]);
    }

    private void WriteConflict(IReadOnlyList<ConflictPair> pairs, Conflict conflict)
    {
        string key = pairs[0].Key.Count == 0 ? "whatever they mean" : $"of {CoordinationText.KeysOf(pairs)}";
        _page.Append(CultureInfo.InvariantCulture, $"<details><summary>{string.Join(" and ", pairs.Select(NumberOf))}. <b>{Safe(pairs[0].ToString())}</b>, {Safe(key)}{(conflict.IsShown ? "" : " <span class=\"doubt\">(not shown: a proof that they do not has failed)</span>")}</summary>\n");
        foreach (ClauseFinding clause in conflict.Clauses)
        {
            _page.Append($"<p>{Safe(clause.Message)}</p>\n");
            if (clause.Trace is { } trace)
                HtmlTrace.Write(_page, trace);
        }

        _page.Append("</details>\n");
    }

    private void WritePlan()
    {
        _page.Append("<h2>The plan</h2>\n<div class=\"wide\"><table><thead><tr><th>lock</th><th>key</th><th>site</th><th>held by</th><th>conflicts</th></tr></thead><tbody>\n");
        EquatableArray<PlannedLock> locks = _answer.Found.Plan.Locks;
        for (int l = 0; l < locks.Count; l++)
        {
            string[] row = CoordinationText.Row(_answer, locks[l]);
            _page.Append(CultureInfo.InvariantCulture, $"<tr><td><span class=\"key\" style=\"background: var(--c{l % ConflictDrawing.Colours})\"></span>{Safe(row[0])}</td>{string.Concat(row.Skip(1).Select(c => $"<td>{Safe(c)}</td>"))}<td>{string.Join(", ", locks[l].Pairs.Select(NumberOf).Order())}</td></tr>\n");
        }

        _page.Append($"</tbody></table></div>\n<p>As declarations, which may be put into the file; under exactly these it is {Word(_answer.Verified!.Verdict)}:</p>\n<pre>{Safe(LockText.Of(_answer.Locks))}</pre>\n");
    }

    private void WriteLattice()
    {
        _page.Append("<h2>The lattice of granularities</h2>\n<p>Which conflicts, by their numbers, share a lock: from one lock for each at the top to one for all at the bottom. Each line fuses two locks. Fewer locks are sooner acquired, and make more wait. The granularity of the plan has the strong frame.</p>\n<div class=\"row\">\n");
        ComponentResult[] large = [.. _answer.Found.Components.Where(part => !LatticeDrawing.TryWrite(_page, part, _answer.Choices.Objective, NumberOf))];
        _page.Append("</div>\n");
        foreach (ComponentResult part in large)
        {
            _page.Append(CultureInfo.InvariantCulture, $"<p>Of conflicts {string.Join(", ", part.Problem.Conflicts.Pairs.Select(NumberOf))} there are {(part.IsCountExact ? "" : "at least ")}{part.Configurations} plans, too many to draw; the plan has {Count(part.Best.Plan.Locks.Count, "lock")} for them.</p>\n");
        }
    }

    private void WriteCosts()
    {
        _page.Append("<h2>What plans cost</h2>\n<p>Execution time of the whole workload by granularity-mode-placement; the plan is marked.</p>\n");
        foreach (ComponentResult part in _answer.Found.Components)
        {
            PlanCatalogue catalogue = PlanCatalogue.Of(part, _answer.Choices.Objective);
            _page.Append(CultureInfo.InvariantCulture, $"<p class=\"faint\">{(catalogue.IsWhole ? "All plans" : "The best of the plans that were evaluated")} for conflicts {string.Join(", ", part.Problem.Conflicts.Pairs.Select(NumberOf))}.</p>\n");
            new CostChart(catalogue, part.Best.Plan, _answer.Problem.Network.Sites).Write(_page);
        }
    }

    private void WriteLatencies()
    {
        SimulationResult simulated = _answer.Simulated;
        _page.Append(CultureInfo.InvariantCulture, $"<h2>How long operations take</h2>\n<p>Simulated message by message under the plan, with seed {_answer.Choices.Simulation.Seed}: {simulated.Done} operations{(simulated.IsComplete ? "" : ", cut short, for the rates are more than the locks can bear")}. The marks are the median and the 99th percentile.</p>\n");
        new LatencyChart(simulated.Operations).Write(_page);
    }

    private void WriteDrift()
    {
        if (_answer.Drift is not { Drifts: { Count: > 0 } drift })
            return;
        _page.Append(CultureInfo.InvariantCulture, $"<h2>If the workload drifts</h2>\n<p>By what factor it may change how often an operation is done before another plan is cheaper; looked at from a {DriftSearch.Farthest:0}th to {DriftSearch.Farthest:0} times.</p>\n");
        new DriftChart(_answer, drift).Write(_page);
        string[][] rows = [.. DriftText.Rows(_answer)];
        if (rows.Length > 1)
            WriteTable(rows[0], rows.Skip(1));
        _page.Append($"<p>{Safe(DriftText.Others(_answer))}.</p>\n");
        foreach (string leftOut in DriftText.LeftOut(_answer))
            _page.Append($"<p>{Safe(leftOut)}.</p>\n");
    }

    private void WriteTable(IEnumerable<string> head, IEnumerable<string[]> rows)
    {
        _page.Append($"<div class=\"wide\"><table><thead><tr>{string.Concat(head.Select(h => $"<th>{Safe(h)}</th>"))}</tr></thead><tbody>\n");
        foreach (string[] row in rows)
            _page.Append($"<tr>{string.Concat(row.Select(c => $"<td>{Safe(c)}</td>"))}</tr>\n");
        _page.Append("</tbody></table></div>\n");
    }

    private void WriteChecks()
    {
        _page.Append("<h2>What is proved</h2>\n");
        WriteChecks("As it is written", _answer.AsWritten!);
        WriteChecks(_conflicts.Pairs.Count > 0 ? "Under the plan" : "Without locks", _answer.Verified!);
    }

    private void WriteChecks(string title, ObjectReport report)
    {
        Finding[] open = [.. report.Findings.Where(f => f.Verdict != Verdict.Proved)];
        _page.Append($"<h3>{title}: {Word(report.Verdict)}, {Count(report.Findings.Count, "check")}</h3>\n");
        if (open.Length == 0)
            return;
        _page.Append("<ul>\n");
        foreach (Finding finding in open)
            _page.Append($"<li>{Word(finding.Verdict)}: {Safe(finding.Message)}</li>\n");
        _page.Append("</ul>\n");
    }
}
