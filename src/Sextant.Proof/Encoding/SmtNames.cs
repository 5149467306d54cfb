using Sextant.Model.Expressions;
using Sextant.Model.Types;

namespace Sextant.Proof.Encoding;

/// <summary>
/// The solver's names for what the specification names. A prefix keeps the kinds apart and away from the solver's own
/// words; what comes after it is the specification's name, so that a logged query can be read.
/// </summary>
internal static class SmtNames
{
    public static string Of(ConstantSymbol constant) => Quote($"c.{constant.Name}");

    public static string Of(FunctionSymbol function) => Quote($"f.{function.Name}");

    public static string Of(SortSymbol sort) => Quote($"S.{sort.Name}");

    /// <summary>A datatype is named by the whole type, so that each of its instances has constructors of its own.</summary>
    public static string Of(DataType.Datatype type) => Quote($"D.{Mangled(type)}");

    public static string Of(DataType.Datatype type, DatatypeConstructor constructor) => Quote($"{constructor.Name}@{Mangled(type)}");

    /// <summary>The accessor of a field.</summary>
    public static string Of(DataType.Datatype type, DatatypeConstructor constructor, int field) => Quote($"{constructor.Name}.{constructor.Fields[field].Name}@{Mangled(type)}");

    /// <summary>The test whether a constructor built a value.</summary>
    public static string IsOf(DataType.Datatype type, DatatypeConstructor constructor) => $"(_ is {Of(type, constructor)})";

    /// <summary>A type in the characters of a simple symbol; what opens and what closes stay apart.</summary>
    private static string Mangled(DataType type) =>
        string.Concat(type.ToString()!.Select(c => c switch { ' ' => '-', '(' or '[' => '<', ')' or ']' => '>', ',' => '/', _ => c }));

    /// <summary>A version of a variable: its value before, after, or at some point of a body.</summary>
    public static string Version(string name, int number) => Quote(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}@{number}"));

    /// <summary>Something that only the encoding speaks of.</summary>
    public static string Own(string kind, int number) => Quote(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}!{number}"));

    /// <summary>The constructor of a datatype of ours.</summary>
    public static string ConstructorOf(string datatype) => $"mk!{datatype}";

    /// <summary>A symbol with characters outside SMT-LIB's simple symbols stands between bars, which no Boogie name contains.</summary>
    private static string Quote(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && "_.$^~?!@<>/*-".IndexOf(c, StringComparison.Ordinal) < 0)
                return $"|{name.Replace('\\', '/')}|";
        }

        return char.IsAsciiDigit(name[0]) ? $"|{name}|" : name;
    }
}
