using System.Runtime.CompilerServices;

namespace Sextant.Tests.Shared;

/// <summary>
/// Compares an output with the text file that a person has looked at. With SEXTANT_REWRITE_EXPECTED=1 the files are
/// rewritten instead, to be looked at again in the diff.
/// </summary>
internal static class ExpectedText
{
    private const string RewriteVariable = "SEXTANT_REWRITE_EXPECTED";

    public static bool IsRewriting { get; } =
        string.Equals(Environment.GetEnvironmentVariable(RewriteVariable), "1", StringComparison.Ordinal);

    /// <param name="name">The file's name in the folder <c>Expected</c> of the test project.</param>
    public static void ShouldMatch(string actual, string name, [CallerFilePath] string testFile = "")
    {
        string path = Path.Combine(ProjectFolder(testFile), "Expected", name);
        if (IsRewriting)
            File.WriteAllText(path, actual);
        File.Exists(path).ShouldBeTrue($"{path} is missing; {RewriteVariable}=1 writes it");
        actual.ShouldBe(File.ReadAllText(path), $"{name} differs; {RewriteVariable}=1 rewrites it");
    }

    private static string ProjectFolder(string testFile)
    {
        string folder = Path.GetDirectoryName(testFile)!;
        while (Directory.GetFiles(folder, "*.csproj").Length == 0)
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
