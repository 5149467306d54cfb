using System.CommandLine;

namespace Sextant.Cli.Commands;

/// <summary>The parts of the command line that several commands share.</summary>
internal static class SharedOptions
{
    public static Argument<string[]> Files() => new("FILE")
    {
        Description = "A specification (.spec), or a folder for all specifications below it.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as one JSON document." };

    public static Option<bool> Timing() => new("--timing") { Description = "Say how long each file took." };

    public static Option<bool> NoColor() => new("--no-color") { Description = "Write no colours; NO_COLOR does the same." };
}
