using Sextant.Model.Binding.Boogie;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Smt;
using Sextant.Proof.Tests.Smt;
using Sextant.Syntax.Boogie;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Tests.Golden;

/// <summary>Reads and verifies the specifications of this repository.</summary>
internal static class Specifications
{
    private const long ResourceLimit = 2_000_000;

    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public static string ExamplesFolder { get; } = Path.Combine(RepositoryRoot, "examples");

    /// <param name="path">Relative to the root of the repository.</param>
    public static ReplicatedObject Load(string path)
    {
        var source = new SourceText(path, File.ReadAllText(Path.Combine(RepositoryRoot, path)));
        var diagnostics = new DiagnosticBag(source);
        ReplicatedObject? bound = path.EndsWith(".sxt", StringComparison.Ordinal)
            ? SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics).Replicated.SingleOrDefault()
            : BoogieBinder.Bind(BoogieParser.Parse(source, diagnostics), diagnostics);
        diagnostics.ToImmutable().Select(d => $"{d.Position} {d.Message}").ShouldBeEmpty();
        return bound.ShouldNotBeNull();
    }

    public static Proof.Verification Verify(ReplicatedObject obj, ObligationSet obligations, int parallelism = 2)
    {
        using var verifier = new Verifier(new VerificationOptions(obligations, RealSolvers.Configuration(SolverKind.Z3), parallelism, ResourceLimit, null));
        return verifier.Verify(obj, null, CancellationToken.None);
    }

    /// <summary>A check and its answer on one line, such as <c>stability placeBid refuted</c>.</summary>
    public static string Line(Finding finding) =>
        $"{Word(finding.Kind)} {finding.Operation ?? "-"}{(finding.With is { } with ? $" {with}" : "")} {Word(finding.Verdict)}";

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string FindRepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sextant.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder.ShouldNotBeNull("the tests run inside the repository");
    }
}
