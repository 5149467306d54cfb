using Sextant.Model.Results;

namespace Sextant.Reporting.Terminal;

/// <summary>What proofs rely on that nobody wrote, as it could be written.</summary>
internal static class DerivedLines
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, ObjectReport report, TerminalSettings terminal)
    {
        foreach (DerivedClause clause in report.Derived)
        {
            string text = $"derived: {(clause.IsRelation ? "concurrency invariant" : "invariant")} {clause.Text}";
            foreach (string line in TextWrap.Wrap(Glyph.Visible(text), Math.Max(40, terminal.Width - Indent.Length)))
                output.WriteLine(Indent + line);
        }
    }
}
