using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Deployment;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Coordination.Tests;

/// <summary>Reads the files of examples/coordination, and texts.</summary>
internal static class Inputs
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static CoordinationProblem Example(string conflicts, string workload, string network = "network.yaml")
    {
        Network net = Read(network, NetworkReader.Read);
        ConflictGraph graph = Read(conflicts, ConflictReader.Read);
        return new CoordinationProblem(graph, Read(workload, d => WorkloadReader.Read(d, net, graph)), net);
    }

    public static T Read<T>(string example, Func<DiagnosticBag, T?> read)
        where T : class
    {
        string path = $"examples/coordination/{example}";
        return Understand(File.ReadAllText(PathOf(path)), read, out Diagnostic[] diagnostics) ?? throw new InvalidDataException($"{path}: {string.Join("; ", diagnostics.Select(d => d.Message))}");
    }

    public static T? Understand<T>(string text, Func<DiagnosticBag, T?> read, out Diagnostic[] diagnostics)
        where T : class
    {
        var bag = new DiagnosticBag(new SourceText("example.yaml", text));
        T? value = read(bag);
        diagnostics = [.. bag.ToImmutable()];
        return value;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sextant.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the repository");
    }
}
