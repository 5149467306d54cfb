namespace Sextant.Cli;

internal static class SextantVersion
{
    public static string Text { get; } = typeof(SextantVersion).Assembly.GetName().Version!.ToString(3);
}
