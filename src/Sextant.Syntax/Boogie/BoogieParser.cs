using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Boogie;

/// <summary>Reads annotated Boogie.</summary>
public static class BoogieParser
{
    /// <summary>
    /// Reads the whole text, in linear time. The program is complete only if <paramref name="diagnostics"/> has no error
    /// afterwards; otherwise it holds the declarations whose names could be read, with <see cref="ExprSyntax.Missing"/> in them.
    /// </summary>
    public static BoogieProgram Parse(SourceText source, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return new BoogieReader(source, diagnostics).ParseProgram();
    }
}
