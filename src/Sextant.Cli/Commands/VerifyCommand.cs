using System.CommandLine;
using System.Diagnostics;
using Sextant.Cli.Inputs;
using Sextant.Cli.Opinions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Proof.Smt;
using Sextant.Reporting;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Cli.Commands;

/// <summary>Proves or refutes every obligation of the specifications.</summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan SignalDelay = TimeSpan.FromMilliseconds(200);

    public static Command Create(Host host)
    {
        Argument<string[]> files = SharedOptions.Files();
        var options = new VerifyOptions();
        Option<bool> json = SharedOptions.Json();
        Option<bool> timing = SharedOptions.Timing();
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("verify", "Prove or refute every obligation of the specifications.") { files };
        options.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(timing);
        command.Options.Add(noColor);
        command.SetAction(parsed =>
        {
            RunResult run = Run(host, parsed.GetValue(files)!, options.Read(parsed), options.ReadSecond(parsed), parsed.GetValue(options.Mutate), parsed.GetValue(options.Seeds), OpinionBounds.Default with { MaxStates = parsed.GetValue(options.States) }, parsed.GetValue(timing));
            return (int)ResultWriter.Write(host, run, parsed.GetValue(json), parsed.GetValue(noColor));
        });
        return command;
    }

    private static RunResult Run(Host host, string[] arguments, VerificationOptions options, VerificationOptions? second, bool leavesOut, int seeds, OpinionBounds bounds, bool isTimed)
    {
        var files = SpecificationFiles.Find(arguments, SpecificationFiles.Extensions);
        using var verifier = new Verifier(options);
        using Verifier? other = second is null ? null : new Verifier(second);
        bool isPublished = options.Obligations == ObligationSet.Soteria;

        // The published obligations are known to prove what runs break; that is no news about Sextant.
        var inquiry = new Inquiry(verifier, other, isPublished ? null : bounds) { LeavesOut = leavesOut, Seeds = seeds };
        FileResult[] results = [.. files.Paths.Select(path => Verify(host, inquiry, path, files.IsNamed(path), isPublished, isTimed))];
        // Who asks of nothing but what cannot be proved is not told that all is well.
        if (Array.TrueForAll(results, r => r.Report.IsSkipped))
            results = [.. files.Paths.Select(path => Verify(host, inquiry, path, isNamed: true, isPublished, isTimed))];
        return new RunResult(SextantVersion.Text, RunGoal.Verify, files.IsList, results.ToEquatable());
    }

    private static FileResult Verify(Host host, Inquiry inquiry, string path, bool isNamed, bool isPublished, bool isTimed)
    {
        long start = Stopwatch.GetTimestamp();
        Specification specification = Specification.Read(path);
        FileReport report = Answer(host, inquiry, specification, isNamed, isPublished);
        return new FileResult(report, specification.Source, isTimed ? Stopwatch.GetElapsedTime(start) : null);
    }

    /// <summary>What stands in a file of which nothing is proved; of a folder's files it may be all.</summary>
    private static string? NotAsked(Specification specification, ProgramInquiry programs)
    {
        int atomic = specification.Atomic.Count(o => !programs.Asks(o));
        int apps = specification.Apps.Where(a => !programs.Asks(a)).Select(a => a.Name).Except(specification.Atomic.Select(o => o.Name), StringComparer.Ordinal).Count();
        string[] counts = [.. new[] { (atomic, "atomic object"), (apps, "app") }.Where(c => c.Item1 > 0).Select(c => $"{c.Item1} {c.Item2}{(c.Item1 == 1 ? "" : "s")}")];
        return counts.Length > 0 ? $"{string.Join(" and ", counts)} {(atomic + apps == 1 ? "is" : "are")} explored, not proved"
            : specification.Objects.Count + specification.Atomic.Count + specification.Apps.Count == 0 && !specification.Diagnostics.Any(d => d.IsError) ? "it declares no object" : null;
    }

    /// <summary>Says of what is not proved that it is not: silence would look like success.</summary>
    private static IEnumerable<Diagnostic> NotProved(Specification specification, ProgramInquiry programs, bool isNamed, bool isPublished)
    {
        DiagnosticCode code = DiagnosticCodes.Unsupported;
        IEnumerable<Diagnostic> sending = !isPublished ? [] : specification.Objects.Select(o => o.Propagation).OfType<Propagation.Operations>()
            .Select(o => new Diagnostic(code, specification.Path, specification.Source, o.Span, "the published obligations know nothing of replicas that send operations", "leave out `--compat`", []));
        if (!isNamed || specification.Objects.Count > 0 || programs.AsksOf(specification))
            return sending;
        IEnumerable<Diagnostic> unproved = specification.Atomic.Select(o => (o.NameSpan, What: "atomic objects")).Concat(specification.Apps.Select(a => (a.NameSpan, What: "apps"))).DistinctBy(p => p.NameSpan)
            .Select(p => new Diagnostic(code, specification.Path, specification.Source, p.NameSpan, $"nothing is stated of {p.What} here that can be proved", "state an `invariant`, or run clients in every order and with every failure: `sextant explore`", []));
        DiagnosticCode none = DiagnosticCodes.NoSpecification;
        bool isEmpty = specification.Source is not null && specification.Objects.Count + specification.Atomic.Count + specification.Apps.Count == 0 && !specification.Diagnostics.Any(d => d.IsError);
        IEnumerable<Diagnostic> nothing = isEmpty ? [new Diagnostic(none, specification.Path, Source: null, default, $"{specification.Path} declares no object, and nothing is proved of it", "declare a `replicated` object", [])] : [];
        return [.. unproved, .. nothing];
    }

    private static FileReport Answer(Host host, Inquiry inquiry, Specification specification, bool isNamed, bool isPublished)
    {
        var programs = new ProgramInquiry(inquiry, isPublished);
        string? notAsked = NotAsked(specification, programs);
        specification = specification with
        {
            Diagnostics = [.. specification.Diagnostics, .. NotProved(specification, programs, isNamed, isPublished)],
            Objects = [.. specification.Objects.Where(o => !isPublished || o.Propagation is Propagation.States)],
        };
        if (specification.Objects.Count == 0 && !programs.AsksOf(specification))
            return new FileReport(specification.Path, specification.Diagnostics, []) { NotAsked = notAsked };
        using var progress = new ProgressLine(host.Error, Host.HasLiveError, specification.Path);
        try
        {
            Verification[] answers = [.. specification.Objects.Select(o => inquiry.Of(o, progress, host.Cancellation))];
            return new FileReport(specification.Path, [.. specification.Diagnostics, .. answers.SelectMany(a => a.Warnings)], [.. answers.Select(a => a.Report), .. programs.Of(specification, progress, host.Cancellation)]) { NotAsked = notAsked };
        }
        catch (SolverUnavailableException e)
        {
            // The signal that interrupts this process ends its solvers too, and may be heard of here a little later.
            if (host.Cancellation.WaitHandle.WaitOne(SignalDelay))
                throw new OperationCanceledException(host.Cancellation);
            DiagnosticCode code = DiagnosticCodes.SolverUnavailable;
            var diagnostic = new Diagnostic(code, specification.Path, Source: null, default, e.Message, code.Help, []);
            return new FileReport(specification.Path, [.. specification.Diagnostics, diagnostic], []);
        }
    }
}
