using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Layout;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Sxt.Formatting;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt;

/// <summary>
/// Writes a program in one canonical form, with the fewest parentheses that keep its meaning. What it writes of an error-free
/// program reads back as the same program, apart from places; formatting that again changes nothing. Comments stay, and so
/// do empty lines between what stands on lines of its own.
/// </summary>
public static class SxtFormatter
{
    /// <summary>Lines are broken where they would be longer.</summary>
    public const int LineWidth = 120;

    public static string Format(SxtProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return DocPrinter.Print(new ProgramWriter(program.Trivia).Write(program), LineWidth);
    }

    /// <summary>The formatted text, or null, with <paramref name="diagnostics"/> filled, if the text has errors.</summary>
    public static string? Format(SourceText source, DiagnosticBag diagnostics)
    {
        SxtProgram program = SxtParser.Parse(source, diagnostics);
        return diagnostics.HasErrors ? null : Format(program);
    }
}
