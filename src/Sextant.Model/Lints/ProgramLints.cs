using Sextant.Model.Binding.Sxt;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Lints;

/// <summary>What is doubtful of programs that are otherwise right (the lints that the published programs teach).</summary>
internal static class ProgramLints
{
    public static void Report(SxtModel model, DiagnosticBag diagnostics)
    {
        foreach (ReplicatedObject obj in model.Replicated)
            new PartialOperations(diagnostics).Report(obj);
        AtomicObject[] objects = [.. model.Atomic.Concat(model.Apps.SelectMany(a => a.ObjectTypes)).DistinctBy(o => o.Name, StringComparer.Ordinal)];
        foreach (Routine method in objects.SelectMany(o => o.Methods))
        {
            ReportUnassigned(method, diagnostics);
            Termination.Report(diagnostics, method);
            new PartialOperations(diagnostics).Report(method);
        }

        var budget = new Repetition.Budget();
        foreach (DistributedApp app in model.Apps)
        {
            foreach (Routine routine in app.Procs.Concat(app.Clients.Select(c => c.Body)))
            {
                ReportUnassigned(routine, diagnostics);
                new PartialOperations(diagnostics).Report(routine);
                new CallDiscipline(diagnostics, routine, PulledOutside(app, routine)).Report();
            }

            ReportRepetition(app, diagnostics, budget);
        }
    }

    /// <summary>The types of the objects that other procs and clients pull.</summary>
    private static HashSet<string> PulledOutside(DistributedApp app, Routine routine) =>
        [.. app.Procs.Concat(app.Clients.Select(c => c.Body)).Where(r => r != routine).SelectMany(r => CallDiscipline.Operations(r.Body))
            .Where(o => o.Action == ObjectAction.Pull).Select(o => o.ObjectType)];

    private static void ReportUnassigned(Routine routine, DiagnosticBag diagnostics)
    {
        foreach ((VariableSymbol variable, SourceSpan span) in Assignments.Unassigned(routine))
            diagnostics.Report(DiagnosticCodes.MayBeUnassigned, span, $"on some way here nothing was assigned to `{variable.Name}`", $"give it a value before, as in `local {variable.Name} := ...;`");
        bool yieldsNothing = routine.Result == Routine.Nothing || routine.Result == new DataType.Datatype(DatatypeSymbol.Outcome, [Routine.Nothing]);
        if (!yieldsNothing && ProgramWalk.CanEnd(routine.Body))
            diagnostics.Report(DiagnosticCodes.MayBeUnassigned, routine.NameSpan, $"`{routine.Name}` may end without yielding a value", "write `return` at the end");
    }

    private static void ReportRepetition(DistributedApp app, DiagnosticBag diagnostics, Repetition.Budget budget)
    {
        ProgramStatement.Operate[] retried = [.. app.Procs.Concat(app.Clients.Select(c => c.Body)).SelectMany(r => ProgramWalk.All(r.Body)).OfType<ProgramStatement.Operate>()
            .Where(o => o.Operation.Action is ObjectAction.UntilDone or ObjectAction.AtLeastOnce)];
        if (retried.Length == 0 || budget.IsSpent)
            return;
        var machine = new AppMachine(app, new ProgramOptions { Limits = Repetition.Limits });
        Dictionary<string, (ObjectMachine Machine, Repetition Repetition)> machines = machine.Objects.Select(o => o.Machine).Distinct()
            .ToDictionary(m => m.Object.Name, m => (m, new Repetition(m, machine.Evaluator, budget)), StringComparer.Ordinal);
        foreach (ProgramStatement.Operate operate in retried)
        {
            if (!machines.TryGetValue(operate.Operation.ObjectType, out (ObjectMachine Machine, Repetition Repetition) of))
                continue;
            Routine method = of.Machine.Object.Method(operate.Operation.Method!, out int number);
            if (of.Repetition.Shows(number))
            {
                diagnostics.Report(DiagnosticCodes.RepetitionShows, operate.Span, $"this may call `{method.Name}` more than once, and calling it twice is not the same as once",
                    operate.Operation.Action == ObjectAction.UntilDone ? "let the object remember which requests it has done, or make a second call do nothing" : "call with `!`, whose attempts are one request, or make a second call do nothing",
                    new DiagnosticLabel(method.NameSpan, "this method"));
            }
        }
    }
}
