using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// The types that the parameters of a function stand for at one call, as far as they are found out. A function is checked once
/// for all types, and then made for each choice of types with which it is called.
/// </summary>
internal sealed class TypeArguments(EquatableArray<Identifier> parameters)
{
    /// <summary>A file may use one function with so many choices of types.</summary>
    public const int MostChoices = 100;

    private readonly SxtType?[] _found = new SxtType?[parameters.Count];

    /// <summary>The first parameter of which nothing is known; null when all are.</summary>
    public Identifier? Missing => Array.FindIndex(_found, f => f is null) is >= 0 and var missing ? parameters[missing] : null;

    /// <summary>All of them; none may be missing.</summary>
    public EquatableArray<SxtType> Types => _found.Select(f => f!).ToEquatable();

    /// <summary>What the parameters stand for where nobody has called yet: for themselves.</summary>
    public static EquatableArray<SxtType> Open(EquatableArray<Identifier> parameters) => parameters.Select((p, i) => (SxtType)new SxtType.Parameter(i, p.Text)).ToEquatable();

    /// <summary>What each name of a parameter stands for. Of two with one name, which is an error, the first counts.</summary>
    public static Dictionary<string, SxtType> Standing(EquatableArray<Identifier> parameters, EquatableArray<SxtType> types) =>
        parameters.Zip(types).DistinctBy(p => p.First.Text, StringComparer.Ordinal).ToDictionary(p => p.First.Text, p => p.Second, StringComparer.Ordinal);

    /// <summary>Says which parameter of a declaration is called like another one; false where one is.</summary>
    public static bool AreDistinct(DiagnosticBag diagnostics, EquatableArray<Identifier> parameters)
    {
        var first = new Dictionary<string, Identifier>(StringComparer.Ordinal);
        foreach (Identifier parameter in parameters.Where(p => !first.TryAdd(p.Text, p)))
        {
            diagnostics.Report(DiagnosticCodes.DuplicateName, parameter.Span, $"the type parameter `{parameter.Text}` is declared twice", "rename or remove one of the two",
                new DiagnosticLabel(first[parameter.Text].Span, "first declared here"));
        }

        return first.Count == parameters.Count;
    }

    /// <summary>The name of a function for some types.</summary>
    public static string Name(string function, EquatableArray<SxtType> types) => types.Count == 0 ? function : $"{function}[{string.Join(", ", types)}]";

    /// <summary>Says that a function is used with more choices of types, or with larger ones, than a file may.</summary>
    public static void ReportMany(DiagnosticBag diagnostics, Identifier call, Declaration.Function function) =>
        diagnostics.Report(DiagnosticCodes.TooDeep, call.Span, $"`{call.Text}` is called with more than {MostChoices} choices of types, or with a type of more than {TypeSize.MostParts} parts",
            "write functions for the types that are meant", new DiagnosticLabel(function.Name.Span, "declared here"));

    public static bool IsOpen(SxtType type) => type is SxtType.Parameter || type.MadeOf.Any(IsOpen);

    /// <summary>The same with these types in the place of the parameters.</summary>
    public static SxtType Put(SxtType type, EquatableArray<SxtType> arguments)
    {
        EquatableArray<SxtType> All(EquatableArray<SxtType> types) => types.Select(t => Put(t, arguments)).ToEquatable();
        return type switch
        {
            SxtType.Parameter t => arguments[t.Index],
            SxtType.Option t => new SxtType.Option(Put(t.Element, arguments)),
            SxtType.List t => t with { Element = Put(t.Element, arguments) },
            SxtType.Tuple t => new SxtType.Tuple(All(t.Parts)),
            SxtType.Record t => new SxtType.Record(t.Symbol, All(t.Arguments), All(t.Fields)),
            SxtType.Set t => new SxtType.Set(Put(t.Key, arguments)),
            SxtType.Map t => new SxtType.Map(Put(t.Key, arguments), Put(t.Value, arguments)),
            _ => type,
        };
    }

    /// <summary>Whether nothing in the type of a parameter is left to find out.</summary>
    public bool Says(SxtType pattern) => pattern is SxtType.Parameter parameter ? _found[parameter.Index] is not null : pattern.MadeOf.All(Says);

    /// <summary>Learns from a value of this type where one of the other is needed; false where it does not fit.</summary>
    public bool Match(SxtType pattern, SxtType type) => MatchErased(pattern.Erased, type.Erased);

    private bool MatchErased(SxtType pattern, SxtType type)
    {
        if (pattern is SxtType.Parameter parameter)
        {
            _found[parameter.Index] ??= type;
            return _found[parameter.Index] == type;
        }

        if (!IsOpen(pattern))
            return pattern == type;
        SxtType[] parts = [.. pattern.MadeOf];
        SxtType[] others = [.. type.MadeOf];
        return IsSameShape(pattern, type) && parts.Length == others.Length && parts.Zip(others).All(p => MatchErased(p.First, p.Second));
    }

    private static bool IsSameShape(SxtType pattern, SxtType type) => (pattern, type) switch
    {
        (SxtType.Record a, SxtType.Record b) => a.Symbol == b.Symbol,
        (SxtType.List a, SxtType.List b) => a.IsDense == b.IsDense,
        _ => pattern.GetType() == type.GetType(),
    };
}
