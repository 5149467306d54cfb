using System.Diagnostics;
using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;
using Sextant.Model.Results;
using Sextant.Reporting;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>The three files of the command, as far as they could be understood.</summary>
/// <param name="Problem">Null when one of them is wrong; then <see cref="Refusal"/> says what.</param>
internal sealed record CoordinationInput(string File, CoordinationProblem? Problem, EquatableArray<FileResult> Files)
{
    /// <summary>Workloads are written by people too.</summary>
    private const int MaxBytes = 1024 * 1024;

    public RunResult Refusal => new(SextantVersion.Text, RunGoal.Check, IsList: true, [.. Files.Where(f => f.Report.Verdict == Verdict.Error)]);

    /// <param name="specified">A specification with its conflicts; null where the first file states them.</param>
    public static CoordinationInput Read(string conflictsPath, SpecificationInput? specified, string workloadPath, string networkPath)
    {
        var files = new List<FileResult>();
        ConflictGraph? conflicts = specified?.Specified.Graph ?? Read(conflictsPath, ConflictReader.Read, files);
        Network? network = Read(networkPath, NetworkReader.Read, files);
        Workload? workload = network is null || conflicts is null ? null : Read(workloadPath, d => WorkloadReader.Read(d, network, conflicts, specified?.Object.Operations.Select(o => o.Name).ToList()), files);
        return new CoordinationInput(conflictsPath, workload is null ? null : new CoordinationProblem(conflicts!, workload, network!), files.ToEquatable());
    }

    private static T? Read<T>(string path, Func<DiagnosticBag, T?> read, List<FileResult> files)
        where T : class
    {
        if (!path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal) && System.IO.File.Exists(path))
        {
            DiagnosticCode code = DiagnosticCodes.UnknownFileKind;
            files.Add(Refused(path, new Diagnostic(code, path, Source: null, default, $"{path} is not YAML", "conflicts, workloads and networks are YAML files, ending in .yaml", [])));
            return null;
        }

        switch (SourceFile.Load(path, MaxBytes))
        {
            case SourceFile.Readable readable:
                var bag = new DiagnosticBag(readable.Text);
                T? value = read(bag);
                files.Add(new FileResult(new FileReport(path, new(bag.ToImmutable()), []), readable.Text, Elapsed: null));
                return value;
            case SourceFile.Unreadable unreadable:
                files.Add(Refused(path, unreadable.Diagnostic));
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private static FileResult Refused(string path, Diagnostic diagnostic) => new(new FileReport(path, [diagnostic], []), Source: null, Elapsed: null);
}
