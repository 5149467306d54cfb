using System.Globalization;
using Sextant.Cli.Inputs;
using Sextant.Exploration.Apps;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Reporting;
using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands.Exploration;

/// <summary>What keeps the apps of a file from being searched, with places.</summary>
internal static class AppRefusal
{
    /// <summary>The apps that can be searched: those with clients.</summary>
    public static IEnumerable<DistributedApp> Searchable(Specification specification) => specification.Apps.Where(a => a.Clients.Count > 0);

    /// <summary>What is wrong with the file, as the answer of a check; null where all of it can be searched.</summary>
    public static RunResult? Of(Specification specification)
    {
        EquatableArray<Diagnostic> diagnostics = specification.Diagnostics.Any(d => d.IsError) || specification.Source is not { } source
            ? specification.Diagnostics
            : Found(specification, source).ToEquatable();
        if (!diagnostics.Any(d => d.IsError))
            return null;
        var file = new FileResult(new FileReport(specification.Path, diagnostics, []), specification.Source, Elapsed: null);
        return new RunResult(SextantVersion.Text, RunGoal.Check, IsList: false, [file]);
    }

    private static IEnumerable<Diagnostic> Found(Specification specification, SourceText source)
    {
        var bag = new DiagnosticBag(source);
        if (specification.Objects is [var replicated, ..] && specification.Apps.Count + specification.Atomic.Count == 0)
        {
            bag.Report(DiagnosticCodes.NothingToExplore, replicated.Place, $"`{replicated.Name}` is a replicated object, and what is explored are clients of atomic objects",
                "use `sextant verify`, which proves what replicas do, and runs a few of them");
        }
        else if (!Searchable(specification).Any())
        {
            SourceSpan where = specification.Apps.Select(a => a.NameSpan).Concat(specification.Atomic.Select(o => o.NameSpan)).FirstOrDefault();
            bag.Report(DiagnosticCodes.NothingToExplore, where, "no `client` says who calls what");
        }

        foreach (DistributedApp app in Searchable(specification))
            Look(app, bag);
        return bag.ToImmutable();
    }

    private static void Look(DistributedApp app, DiagnosticBag bag)
    {
        if (AppBounds.Of(app) is null)
            bag.Report(DiagnosticCodes.Unbounded, app.NameSpan, $"nothing bounds how many calls an object of `{app.Name}` may hold that are not committed", "write `bounds { calls := 2; }` below its clients");
        var machine = new AppMachine(app);
        if (machine.Clients.Count > AppBounds.MaxClients)
            bag.Report(DiagnosticCodes.BeyondSearch, app.NameSpan, string.Create(CultureInfo.InvariantCulture, $"`{app.Name}` has {machine.Clients.Count} clients, and a search takes at most {AppBounds.MaxClients}"), "what goes wrong goes wrong among few clients");
        if (AppModel.QuestionsOf(machine) is var questions && questions > AppModel.MaxQuestions)
            bag.Report(DiagnosticCodes.BeyondSearch, app.NameSpan, string.Create(CultureInfo.InvariantCulture, $"{questions} things are asked of `{app.Name}`, and a search takes at most {AppModel.MaxQuestions}"), "ask them in several apps");
    }
}
