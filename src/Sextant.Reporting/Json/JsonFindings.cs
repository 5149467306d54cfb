using System.Text.Json;
using Sextant.Model.Results;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Json;

/// <summary>The checks of an object and the clauses that they could not prove.</summary>
public static class JsonFindings
{
    public static void Write(Utf8JsonWriter json, ObjectReport report, SourceText? source)
    {
        json.WriteStartObject();
        json.WriteString("name", report.Name);
        json.WriteStartArray("checks");
        foreach (Finding finding in report.Findings)
            WriteFinding(json, finding, source);
        json.WriteEndArray();
        json.WriteStartArray("derived");
        foreach (DerivedClause clause in report.Derived)
        {
            json.WriteStartObject();
            json.WriteString("kind", clause.IsRelation ? "concurrency-invariant" : "invariant");
            json.WriteString("text", clause.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (report.Uses is { } uses)
            WriteUses(json, uses, source);
        if (report.Seeds is { } seeds)
            WriteSeeds(json, seeds);
        if (report.Disagreements.Count > 0)
        {
            json.WriteStartArray("disagreements");
            foreach (string disagreement in report.Disagreements)
                json.WriteStringValue(disagreement);
            json.WriteEndArray();
        }

        if (report.SecondOpinion is { } opinion)
            WriteOpinion(json, opinion);
        json.WriteEndObject();
    }

    private static void WriteUses(Utf8JsonWriter json, EquatableArray<ClauseUse> uses, SourceText? source)
    {
        json.WriteStartArray("left_out");
        foreach (ClauseUse use in uses)
        {
            json.WriteStartObject();
            json.WriteString("kind", ResultNames.Of(use.Role));
            json.WriteString("operation", use.Operation);
            json.WriteString("text", use.Text);
            JsonReport.WritePosition(json, source, use.Span);
            json.WriteString("idle", use.Idle);
            json.WriteStartArray("breaks");
            foreach (LostProof lost in use.Breaks)
            {
                json.WriteStartObject();
                json.WriteString("kind", ResultNames.Of(lost.Kind));
                json.WriteString("operation", lost.Operation);
                json.WriteString("with", lost.With);
                json.WriteString("verdict", ResultNames.Of(lost.Verdict, RunGoal.Verify));
                json.WriteString("message", lost.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("kept_by");
            foreach (string operation in use.KeptBy)
                json.WriteStringValue(operation);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeeds(Utf8JsonWriter json, EquatableArray<SeededProof> seeds)
    {
        json.WriteStartArray("seeded");
        foreach (SeededProof proof in seeds)
        {
            json.WriteStartObject();
            json.WriteString("kind", ResultNames.Of(proof.Kind));
            json.WriteString("operation", proof.Operation);
            json.WriteString("with", proof.With);
            json.WriteNumber("seeds", proof.Seeds);
            json.WriteNumber("proved", proof.Proved);
            json.WriteBoolean("unstable", proof.IsUnstable);
            json.WritePropertyName("steps");
            if (proof.Steps.Count == 0)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteStartObject();
                json.WriteNumber("least", proof.LeastSteps);
                json.WriteNumber("median", proof.MedianSteps);
                json.WriteNumber("most", proof.MostSteps);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOpinion(Utf8JsonWriter json, SecondOpinion opinion)
    {
        var searched = opinion as SecondOpinion.Searched;
        json.WriteStartObject("explored");
        json.WriteString("reason", (opinion as SecondOpinion.None)?.Reason);
        json.WriteNumber(searched is { IsOfClients: true } ? "clients" : "replicas", searched?.Parties ?? 0);
        json.WriteNumber("states", searched?.States ?? 0);
        json.WriteBoolean("complete", searched?.IsWhole ?? false);
        json.WriteString("violation", searched?.Violation?.Message);
        WriteCounterexample(json, searched?.Violation?.Trace);
        json.WriteStartArray("contradictions");
        foreach (string sentence in searched?.Contradictions ?? [])
            json.WriteStringValue(sentence);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, SourceText? source)
    {
        json.WriteStartObject();
        json.WriteString("kind", ResultNames.Of(finding.Kind));
        json.WriteString("operation", finding.Operation);
        json.WriteString("with", finding.With);
        json.WriteString("verdict", ResultNames.Of(finding.Verdict, RunGoal.Verify));
        if (finding.ProvedBy is { } provers)
        {
            json.WriteStartArray("proved_by");
            foreach (string prover in provers)
                json.WriteStringValue(prover);
            json.WriteEndArray();
        }

        json.WriteString("message", finding.Message);
        JsonReport.WritePosition(json, source, finding.Place);
        json.WriteStartArray("clauses");
        foreach (ClauseFinding clause in finding.Clauses)
            WriteClause(json, clause, source);
        json.WriteEndArray();
        WriteCounterexample(json, finding.Clauses.FirstOrDefault(c => c.Verdict == Verdict.Refuted)?.Trace);
        json.WriteEndObject();
    }

    public static void WriteClause(Utf8JsonWriter json, ClauseFinding clause, SourceText? source)
    {
        json.WriteStartObject();
        json.WriteString("code", clause.Code);
        json.WriteString("verdict", ResultNames.Of(clause.Verdict, RunGoal.Verify));
        JsonReport.WritePosition(json, source, clause.Span);
        json.WriteString("text", source?.Slice(clause.Span));
        json.WriteString("message", clause.Message);
        json.WriteString("reason", clause.Reason.Length == 0 ? null : clause.Reason);
        if (clause.Quantifiers.Count > 0)
            WriteQuantifiers(json, clause.Quantifiers, source);
        json.WriteString("not_replayed", clause.NotReplayed);
        json.WriteString("not_traced", clause.NotTraced);
        json.WriteString("help", clause.Help);
        WriteCounterexample(json, clause.Trace);
        json.WriteEndObject();
    }

    private static void WriteQuantifiers(Utf8JsonWriter json, EquatableArray<QuantifierUse> quantifiers, SourceText? source)
    {
        json.WriteStartArray("quantifiers");
        foreach (QuantifierUse quantifier in quantifiers)
        {
            json.WriteStartObject();
            json.WriteString("text", quantifier.Text);
            JsonReport.WritePosition(json, source, quantifier.Span);
            json.WriteNumber("instances", quantifier.Instances);
            json.WriteNumber("of", quantifier.All);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounterexample(Utf8JsonWriter json, Trace? trace)
    {
        json.WritePropertyName("counterexample");
        if (trace is null)
            json.WriteNullValue();
        else
            JsonTrace.Write(json, trace);
    }
}
