using Sextant.Cli.Inputs;
using Sextant.Coordination.Conflicts;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof;
using Sextant.Reporting;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The one replicated object of a file, and which of its operations conflict.</summary>
internal sealed record SpecificationInput(SourceText Source, ReplicatedObject Object, EquatableArray<Conflict> Conflicts)
{
    /// <summary>What stands above a list of conflicts.</summary>
    public const string Conflicting = "conflicts";

    public SpecifiedConflicts Specified { get; } = new(Object, Conflicts);

    /// <summary>What stands above the list of conflicts: those that the file's own locks and escrows see to are among them.</summary>
    public string ConflictsHeading => (Object.Coordination.Count > 0, Object.Escrows.Count > 0) switch
    {
        (true, false) => $"{Conflicting}, whatever locks the file declares",
        (false, true) => $"{Conflicting}, whatever escrows the file declares",
        (true, true) => $"{Conflicting}, whatever locks and escrows the file declares",
        _ => Conflicting,
    };

    public static bool IsSpecification(string path) => SpecificationFiles.Extensions.Any(e => path.EndsWith(e, StringComparison.Ordinal));

    /// <summary>Null when the file is wrong, or nothing can be said of its conflicts; then the result says why.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SpecificationInput? Read(Host host, Verifier verifier, string path, out FileResult result)
    {
        Specification specification = Specification.Read(path);
        if (WhyNot(specification) is { } reason)
            specification = specification with { Diagnostics = [.. specification.Diagnostics, reason] };
        result = new FileResult(new FileReport(path, specification.Diagnostics, []), specification.Source, Elapsed: null);
        if (result.Report.Verdict == Verdict.Error)
            return null;
        ReplicatedObject obj = specification.Objects[0];
        using var progress = new ProgressLine(host.Error, Host.HasLiveError, path);
        return new SpecificationInput(specification.Source!, obj, verifier.FindConflicts(obj, progress, host.Cancellation));
    }

    /// <summary>What is proved of the object when its operations hold these locks and no others, and draw on no escrow.</summary>
    public Verification Verify(Host host, Opinions.Inquiry inquiry, EquatableArray<KeyedLock> locks) => Verify(host, inquiry, Object with { Coordination = locks, Escrows = [] });

    /// <summary>What is proved of the object with the locks and escrows that the file declares.</summary>
    public Verification VerifyAsWritten(Host host, Opinions.Inquiry inquiry) => Verify(host, inquiry, Object);

    private Verification Verify(Host host, Opinions.Inquiry inquiry, ReplicatedObject coordinated)
    {
        using var progress = new ProgressLine(host.Error, Host.HasLiveError, Source.Path);
        return inquiry.Of(coordinated, progress, host.Cancellation);
    }

    private static Diagnostic? WhyNot(Specification specification)
    {
        if (specification.Source is null || specification.Diagnostics.Any(d => d.IsError))
            return null;
        DiagnosticCode code = DiagnosticCodes.Unsupported;
        Diagnostic At(SourceSpan span, string message, string help) => new(code, specification.Path, specification.Source, span, message, help, []);
        return specification.Objects switch
        {
            [] => At(default, "there is no replicated object here, and conflicts are those of its operations", "`sextant explore` searches what clients of atomic objects do to each other"),
            [var obj] when Verifier.WhyNoConflicts(obj) is { } why => At(obj.Place, $"the conflicts of `{obj.Name}` cannot be told pair by pair: {why}", "`sextant verify` shows what breaks; state conflicts in YAML (docs/coordinate.md)"),
            [_] => null,
            [_, var second, ..] => At(second.Place, "there are several replicated objects here", "put each into a file of its own"),
        };
    }
}
