namespace Sextant.Bench;

/// <summary>A benchmark or a long campaign, run by its name.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>One line for the list, with the arguments.</summary>
    string Purpose { get; }

    /// <summary>The exit code: 0 when what is measured is also right.</summary>
    int Run(IReadOnlyList<string> arguments);
}
