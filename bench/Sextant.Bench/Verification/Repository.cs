namespace Sextant.Bench.Verification;

/// <summary>Where this checkout lies: the folder with the launcher, above the benchmark's own.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Launcher => Path.Combine(Root, "sextant");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Sextant.slnx")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException("the benchmark does not run inside a checkout");
}
