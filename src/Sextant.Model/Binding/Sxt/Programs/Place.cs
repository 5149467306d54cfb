using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>What a name stands for.</summary>
/// <param name="Read">What it yields where it is read; null where it cannot be, which is reported.</param>
/// <param name="Variable">Where it can be assigned to.</param>
internal sealed record Named(Func<SourceSpan, Term?> Read, SourceSpan DeclaredAt, ProgramVariable? Variable = null)
{
    public static Named Of(ProgramVariable variable) => new(variable.Read, variable.Span, variable);
}

internal enum PlaceKind
{
    /// <summary>Constants and functions: no state can be read.</summary>
    Global,
    Method,
    Proc,
    Property,
}

/// <summary>Where an expression or statement stands: the names that it can use, and what it may do.</summary>
internal sealed class Place(PlaceKind kind, Place? outer)
{
    private readonly Dictionary<string, Named> _names = new(StringComparer.Ordinal);

    public PlaceKind Kind { get; } = kind;

    /// <summary>What <c>this</c> has: fields, objects, the caller.</summary>
    public Dictionary<string, Named> Members { get; init; } = outer?.Members ?? [];

    /// <summary>The procs that can be called, by name.</summary>
    public Dictionary<string, RoutineBinding> Procs { get; init; } = outer?.Procs ?? [];

    /// <summary>The object that <c>this</c> is, for clients of an atomic object.</summary>
    public AtomicInstance? Self { get; init; } = outer?.Self;

    /// <summary>Whether there is a state before the current one.</summary>
    public bool HasBefore { get; init; } = outer?.HasBefore ?? false;

    /// <summary>Where calls of objects and procs are put that an expression contains; null where none may stand.</summary>
    public List<Func<ProgramStatement>>? Before { get; set; } = outer?.Before;

    /// <summary>The routine whose body this is, of which new variables are made.</summary>
    public RoutineBinding? Routine { get; init; } = outer?.Routine;

    public bool TryDeclare(string name, Named value) => _names.TryAdd(name, value);

    public Named? Find(string name)
    {
        for (Place? place = this; place is not null; place = place.Outer)
        {
            if (place._names.TryGetValue(name, out Named? named))
                return named;
        }

        return Members.GetValueOrDefault(name);
    }

    /// <summary>The declaration of the name in this place itself.</summary>
    public Named? Own(string name) => _names.GetValueOrDefault(name);

    public IEnumerable<string> All => _names.Keys.Concat(Outer?.All ?? []).Concat(MemberNames);

    /// <summary>What people can write behind <c>this.</c>; names in brackets are of this phase only.</summary>
    public IEnumerable<string> MemberNames => Members.Keys.Where(k => k[0] != '[').Order(StringComparer.Ordinal);

    private Place? Outer { get; } = outer;
}
