using System.CommandLine;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Cli;

/// <summary>What is said of a word on the command line that means nothing there, with the word that may have been meant.</summary>
internal static class Misspelling
{
    public static string Of(string word, Command command)
    {
        if (word.StartsWith('-'))
            return Sentence($"there is no option `{word}`", word, command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)));
        return command.Subcommands.Count > 0
            ? Sentence($"there is no command `{word}`", word, command.Subcommands.Select(c => c.Name))
            : $"`{word}` is one argument too many";
    }

    private static string Sentence(string fact, string word, IEnumerable<string> known) =>
        Spelling.Suggest(word, known) is { } help ? $"{fact}: {help}" : fact;
}
