using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Sxt;

/// <summary>Reads <c>.sxt</c> files. The language is described in <c>docs/language.md</c>.</summary>
public static class SxtParser
{
    /// <summary>
    /// Reads the whole text, in linear time. The program is complete only if <paramref name="diagnostics"/> has no error
    /// afterwards; otherwise it holds what could be read, with <see cref="ExprSyntax.Missing"/> in it.
    /// </summary>
    public static SxtProgram Parse(SourceText source, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return new SxtReader(source, diagnostics, new SxtLexer(source, diagnostics)).ParseProgram();
    }
}
