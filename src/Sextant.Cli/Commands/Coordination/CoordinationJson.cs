using System.Text.Json;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;
using Sextant.Coordination.Search;
using Sextant.Coordination.Simulation;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Reporting.Json;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The answer as one JSON document; docs/coordinate.md tells its keys.</summary>
internal static class CoordinationJson
{
    public static void Write(Stream output, ConflictsAnswer answer) => JsonDocumentFrame.Write(output, SextantVersion.Text, json => WriteAnswer(json, answer));

    public static void Write(Stream output, CoordinationAnswer answer) => JsonDocumentFrame.Write(output, SextantVersion.Text, json => WriteAnswer(json, answer));

    private static void WriteAnswer(Utf8JsonWriter json, CoordinationAnswer answer)
    {
        json.WriteString("file", answer.File);
        json.WriteString("verdict", answer.Verdict.ToString().ToLowerInvariant());
        WriteConflicts(json, answer.Problem.Conflicts, answer.Input);
        json.WriteStartArray("components");
        foreach (ComponentResult part in answer.Found.Components)
            WriteStrings(json, part.Problem.Conflicts.Operations);
        json.WriteEndArray();
        WriteSearch(json, answer);
        json.WritePropertyName("best");
        WritePlan(json, answer, new CostedPlan(answer.Found.Plan, answer.Found.Cost));
        json.WriteStartArray("ranking");
        foreach (CostedPlan plan in answer.Ranking)
            WritePlan(json, answer, plan);
        json.WriteEndArray();
        WriteSimulated(json, answer);
        if (answer.Drift is { } drift)
            WriteDrift(json, answer, drift.Drifts);
        if (answer.Input is not null)
            json.WriteString("declarations", LockText.Of(answer.Locks));
        if (answer.AsWritten is { } before)
            WriteReport(json, "as_written", before, answer.Input!);
        if (answer.Verified is { } verified)
            WriteReport(json, "verified", verified, answer.Input!);
    }

    private static void WriteDrift(Utf8JsonWriter json, CoordinationAnswer answer, EquatableArray<Drift> drifts)
    {
        json.WriteStartArray("drift");
        foreach (Drift drift in drifts)
        {
            json.WriteStartObject();
            json.WriteString("operation", drift.Operation);
            json.WriteString("site", drift.Site is { } site ? answer.Problem.Network.Sites[site] : null);
            WriteLimit(json, "less", answer, drift.Less);
            WriteLimit(json, "more", answer, drift.More);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter json, string name, CoordinationAnswer answer, DriftLimit limit)
    {
        json.WriteStartObject(name);
        if (limit.Factor is { } factor)
            json.WriteNumber("factor", Math.Round(factor, 4));
        else
            json.WriteNull("factor");
        json.WriteString("then", limit.Other is { } other ? DriftText.Words(answer, other) : null);
        json.WriteBoolean("proved", limit.IsProved);
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, ConflictsAnswer answer)
    {
        json.WriteString("file", answer.File);
        json.WriteString("verdict", answer.Verified.Verdict.ToString().ToLowerInvariant());
        WriteConflicts(json, answer.Input.Specified.Graph, answer.Input);
        json.WriteStartArray("locks");
        foreach (KeyedLock held in answer.Locks)
        {
            json.WriteStartObject();
            json.WriteString("lock", held.Name);
            json.WritePropertyName("key");
            WriteStrings(json, held.Keys);
            json.WriteStartObject("modes");
            foreach (Sextant.Model.Objects.LockUse use in held.Uses)
                json.WriteString(use.Operation.Name, use.IsShared ? "shared" : "exclusive");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteReport(json, "verified", answer.Verified, answer.Input);
    }

    private static void WriteReport(Utf8JsonWriter json, string name, ObjectReport report, SpecificationInput input)
    {
        json.WritePropertyName(name);
        JsonFindings.Write(json, report, input.Source);
    }

    /// <param name="input">Where the conflicts were found; null where somebody stated them.</param>
    private static void WriteConflicts(Utf8JsonWriter json, ConflictGraph conflicts, SpecificationInput? input)
    {
        json.WriteStartArray("conflicts");
        IReadOnlyList<IReadOnlyList<ConflictPair>> all = conflicts.Conflicts();
        for (int i = 0; i < all.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("a", all[i][0].A);
            json.WriteString("b", all[i][0].B);
            json.WritePropertyName("keys");
            WriteStrings(json, all[i].Count == 1 ? all[i][0].Key : []);
            json.WriteStartArray("one_of");
            foreach (ConflictPair pair in all[i].Count == 1 ? [] : all[i])
                WriteStrings(json, pair.Key);
            json.WriteEndArray();
            if (input is not null)
            {
                json.WriteBoolean("shown", input.Conflicts[i].IsShown);
                json.WriteStartArray("clauses");
                foreach (ClauseFinding clause in input.Conflicts[i].Clauses)
                    JsonFindings.WriteClause(json, clause, input.Source);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSearch(Utf8JsonWriter json, CoordinationAnswer answer)
    {
        json.WriteString("metric", answer.MetricName);
        json.WriteString("aim", answer.Choices.Objective.Aim.ToString().ToLowerInvariant());
        if (answer.ForMiddle is { } other)
        {
            (double least, double most) = answer.CostOverRanges();
            WriteCost(json, "least_over_ranges", least);
            WriteCost(json, "most_over_ranges", most);
            WriteCost(json, "cost_of_plan_for_middle", answer.CostOf(other.Plan));
        }

        json.WritePropertyName("configurations");
        json.WriteRawValue(answer.Found.Configurations.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteBoolean("configurations_exact", answer.Found.IsCountExact);
        json.WriteNumber("evaluated", answer.Found.Evaluated);
        json.WriteBoolean("optimal", answer.Found.IsOptimal);
        json.WriteString("ended", answer.Found.End.ToString().ToLowerInvariant());
        WriteCost(json, "lower_bound", answer.Found.LowerBound);
    }

    private static void WritePlan(Utf8JsonWriter json, CoordinationAnswer answer, CostedPlan plan)
    {
        json.WriteStartObject();
        json.WriteStartArray("granularity");
        foreach (PlannedLock l in plan.Plan.Locks)
        {
            json.WriteStartObject();
            json.WriteString("lock", l.Name);
            json.WritePropertyName("key");
            WriteStrings(json, l.Key);
            json.WritePropertyName("conflicts");
            WriteStrings(json, l.Pairs.Select(p => p.ToString()).Distinct(StringComparer.Ordinal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("modes");
        foreach (PlannedLock l in plan.Plan.Locks)
        {
            json.WriteStartObject();
            foreach (Sextant.Coordination.Lattice.LockUse use in l.Uses)
                json.WriteString(use.Operation, CoordinationAnswer.NameOf(use.Mode));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("placement");
        WriteStrings(json, plan.Plan.Locks.Select(l => answer.Problem.Network.Sites[l.Site]));
        WriteCost(json, "cost", plan.Cost);
        json.WriteEndObject();
    }

    private static void WriteSimulated(Utf8JsonWriter json, CoordinationAnswer answer)
    {
        json.WriteStartObject("simulated");
        json.WriteNumber("seed", answer.Choices.Simulation.Seed);
        json.WriteNumber("total_ms", Math.Round(answer.Simulated.TotalMs, 3));
        json.WriteBoolean("complete", answer.Simulated.IsComplete);
        json.WriteStartArray("operations");
        foreach (OperationTimes times in answer.Simulated.Operations)
        {
            json.WriteStartObject();
            json.WriteString("name", times.Name);
            json.WriteNumber("done", times.Done);
            json.WriteNumber("mean_ms", Math.Round(times.MeanMs, 3));
            json.WriteNumber("median_ms", Math.Round(times.MedianMs, 3));
            json.WriteNumber("p99_ms", Math.Round(times.Percentile99Ms, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Costs that no plan can keep finite are null: JSON has no infinity.</summary>
    private static void WriteCost(Utf8JsonWriter json, string name, double ms)
    {
        if (double.IsFinite(ms))
            json.WriteNumber(name, Math.Round(ms, 3));
        else
            json.WriteNull(name);
    }

    private static void WriteStrings(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray();
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
