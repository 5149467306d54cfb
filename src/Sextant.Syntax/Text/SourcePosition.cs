namespace Sextant.Syntax.Text;

/// <summary>A place as editors show it: line and column both count from 1, the column in UTF-16 code units.</summary>
public readonly record struct SourcePosition(int Line, int Column)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}:{Column}");
}
