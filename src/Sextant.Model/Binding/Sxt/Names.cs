using Sextant.Model.Expressions;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Sxt;

/// <summary>An expression with its type in the language.</summary>
internal sealed record Typed(Expr Expr, SxtType Type);

/// <summary>The values that a place can name; inner names hide outer ones.</summary>
internal sealed class Names(Names? outer = null)
{
    private readonly Dictionary<string, Typed?> _values = new(StringComparer.Ordinal);
    private string? _other;
    private IReadOnlyDictionary<string, Typed> _otherFields = new Dictionary<string, Typed>(StringComparer.Ordinal);

    /// <summary>Null stands for a name whose declaration is wrong, so that its uses are not reported as well.</summary>
    public bool TryDeclare(string name, Typed? value) => _values.TryAdd(name, value);

    /// <summary>Where a name that cannot be declared again was declared, as far as its value tells.</summary>
    public DiagnosticLabel[] Earlier(string name) => !_values.TryGetValue(name, out Typed? value) || value is null
        ? []
        : [new DiagnosticLabel(Variable(value.Expr)?.DeclaredAt ?? value.Expr.Span, "first declared here")];

    /// <summary>The declaration of a name that can be used here, as a place that explains another.</summary>
    public DiagnosticLabel[] WhereDeclared(string name) => TryFind(name, out Typed? value) && value is not null && Variable(value.Expr) is { } symbol
        ? [new DiagnosticLabel(symbol.DeclaredAt, "declared here")]
        : [];

    /// <summary>What a name stands for, also where it is read in another form than it is stored.</summary>
    public static Symbol? Variable(Expr value) => value switch
    {
        Expr.Reference reference => reference.Symbol,
        Expr.Project project => Variable(project.Operand),
        _ => null,
    };

    /// <summary>Whether these are the fields of the object itself, which are read by <c>this.name</c> whatever hides them.</summary>
    public bool AreFields { get; init; }

    /// <summary>The nearest names that are fields; these names themselves where there are none.</summary>
    public Names Fields
    {
        get
        {
            Names? scope = this;
            while (scope is { AreFields: false })
                scope = scope.Outer;
            return scope ?? this;
        }
    }

    /// <summary>Makes the fields of another replica's state readable under a name.</summary>
    public void DeclareOther(string name, IReadOnlyDictionary<string, Typed> fields) => (_other, _otherFields) = (name, fields);

    public bool TryFind(string name, out Typed? value)
    {
        for (Names? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._values.TryGetValue(name, out value))
                return true;
        }

        value = null;
        return false;
    }

    /// <summary>The fields of the other replica, where the name is its.</summary>
    public IReadOnlyDictionary<string, Typed>? OtherFields(string name)
    {
        for (Names? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._values.ContainsKey(name))
                return null;
            if (scope._other == name)
                return scope._otherFields;
        }

        return null;
    }

    public IEnumerable<string> All
    {
        get
        {
            for (Names? scope = this; scope is not null; scope = scope.Outer)
            {
                foreach (string name in scope._values.Keys)
                    yield return name;
            }
        }
    }

    private Names? Outer { get; } = outer;
}
