using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sextant.Cli.Commands;

/// <summary>The parts of the command line that several commands share.</summary>
internal static class SharedOptions
{
    public static Argument<string[]> Files()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A specification (.sxt or .spec), or a folder for all specifications below it.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(result =>
        {
            // The parser takes a misspelt option for a file; a file that is really called so can be named ./--so.
            foreach (string name in result.Tokens.Select(t => t.Value).Where(v => v.StartsWith('-') && !Path.Exists(v)))
                result.AddError(Misspelling.Of(name, ((CommandResult)result.Parent!).Command));
        });
        return files;
    }

    public static Option<bool> Json() => new("--json") { Description = "Write the result as one JSON document." };

    public static Option<bool> Timing() => new("--timing") { Description = "Say how long each file took." };

    public static Option<bool> NoColor() => new("--no-color") { Description = "Write no colours; NO_COLOR does the same." };
}
