using System.CommandLine;
using Sextant.Cli.Explanations;
using Sextant.Reporting.Terminal;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Cli.Commands;

/// <summary>Shows the page of a code, or the list of all codes.</summary>
internal static class ExplainCommand
{
    public static Command Create(Host host)
    {
        var code = new Argument<string?>("CODE")
        {
            Description = "The code of a message, such as SX1401; without one, all codes are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> noColor = SharedOptions.NoColor();
        var command = new Command("explain", "Say what a code means, with an example that provokes it and how to mend it.") { code, noColor };
        command.SetAction(parsed =>
        {
            TerminalSettings terminal = Host.Terminal(parsed.GetValue(noColor));
            return (int)(parsed.GetValue(code) is { } asked ? Explain(host, asked, terminal) : List(host, terminal));
        });
        return command;
    }

    private static ExitCode Explain(Host host, string code, TerminalSettings terminal)
    {
        if (ErrorPages.Find(code) is { } page)
        {
            PageRenderer.Write(host.Output, page, terminal);
            return ExitCode.Success;
        }
        // The first digit says what a code is about: one that differs there is another matter, however near it looks.
        string upper = code.ToUpperInvariant();
        IEnumerable<string> related = ErrorPages.Codes.Where(c => upper.StartsWith(c[..3], StringComparison.Ordinal));
        string help = Spelling.Suggest(upper, related) ?? "`sextant explain` lists all codes";
        host.Error.WriteLine($"sextant: there is no code `{code}`: {help}");
        return ExitCode.Wrong;
    }

    private static ExitCode List(Host host, TerminalSettings terminal)
    {
        string gap = "";
        foreach (CodeGroup group in ErrorPages.Groups)
        {
            PageRenderer.WriteHeading(host.Output, gap + group.Name, terminal);
            foreach (CodeTitle title in group.Titles)
                host.Output.WriteLine($"  {title.Code}  {title.Title}");
            gap = "\n";
        }
        return ExitCode.Success;
    }
}
