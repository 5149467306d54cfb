using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sextant.Cli.Commands;

namespace Sextant.Cli;

/// <summary>The commands and what is said when none of them is meant.</summary>
internal static class CommandLine
{
    public static ExitCode Run(string[] args, Host host)
    {
        RootCommand root = Root(host);
        // A file may be called @name: arguments are taken as they are.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (args.Length == 0 || parsed.Action is ParseErrorAction or null)
            return ReportUsage(parsed, host);
        return (ExitCode)parsed.Invoke(new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static RootCommand Root(Host host)
    {
        var root = new RootCommand("Proves which parts of a distributed application are safe without coordination.")
        {
            VerifyCommand.Create(host),
            CheckCommand.Create(host),
            FmtCommand.Create(host),
            NewCommand.Create(host),
            ExplainCommand.Create(host),
            CoordinateCommand.Create(host),
            DesignCommand.Create(host),
            ExploreCommand.Create(host),
            ReplayCommand.Create(host),
            TreeReplayCommand.Create(host),
            DoctorCommand.Create(host),
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(host);
        return root;
    }

    /// <summary>What was wrong goes to stderr: stdout is for results.</summary>
    private static ExitCode ReportUsage(ParseResult parsed, Host host)
    {
        foreach (string problem in Problems(parsed))
            host.Error.WriteLine($"sextant: {problem}");
        string command = NameOf(parsed.CommandResult);
        string names = string.Join(", ", parsed.RootCommandResult.Command.Subcommands.Select(c => c.Name));
        host.Error.WriteLine(command.Length == 0
            ? $"usage: sextant COMMAND, one of {names}; `sextant --help` tells more"
            : $"usage: `sextant{command} --help` tells what the command takes");
        return ExitCode.Wrong;
    }

    /// <summary>The words that name a command, each with a space before it: those of a command within another begin with that one's.</summary>
    private static string NameOf(SymbolResult? result) => result is CommandResult { Command: not RootCommand } named
        ? $"{NameOf(named.Parent)} {named.Command.Name}"
        : "";

    /// <summary>After the first word that means nothing, the parser's other complaints are its consequences.</summary>
    private static IEnumerable<string> Problems(ParseResult parsed) => parsed.UnmatchedTokens is [string word, ..]
        ? [Misspelling.Of(word, parsed.CommandResult.Command)]
        : parsed.Errors.Select(e => Sentence(e.Message));

    private static string Sentence(string message) => message.TrimEnd('.');

    private sealed class VersionAction(Host host) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            host.Output.WriteLine($"sextant {SextantVersion.Text}");
            return (int)ExitCode.Success;
        }
    }
}
