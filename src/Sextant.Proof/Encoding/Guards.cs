namespace Sextant.Proof.Encoding;

/// <summary>Conditions under which a point of a body is reached, as solver terms.</summary>
internal static class Guards
{
    public const string Always = "true";
    public const string Never = "false";

    public static string Implies(string guard, string term) => guard switch
    {
        Always => term,
        Never => Always,
        _ => $"(=> {guard} {term})",
    };

    public static string And(string left, string right) => (left, right) switch
    {
        (Always, _) => right,
        (_, Always) => left,
        (Never, _) or (_, Never) => Never,
        _ => $"(and {left} {right})",
    };

    public static string Or(string left, string right) => (left, right) switch
    {
        (Always, _) or (_, Always) => Always,
        (Never, _) => right,
        (_, Never) => left,
        _ => $"(or {left} {right})",
    };

    public static string Not(string guard) => guard switch
    {
        Always => Never,
        Never => Always,
        _ => $"(not {guard})",
    };
}
