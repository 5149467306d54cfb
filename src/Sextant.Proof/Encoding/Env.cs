using System.Collections.Immutable;
using Sextant.Model.Expressions;

namespace Sextant.Proof.Encoding;

/// <summary>
/// What the variables stand for at one point: solver terms for the current state and for the state that <c>old</c>
/// reads.
/// </summary>
internal sealed record Env(ImmutableDictionary<VariableSymbol, string> Now, ImmutableDictionary<VariableSymbol, string> Before)
{
    public static readonly Env Empty = new(ImmutableDictionary<VariableSymbol, string>.Empty, ImmutableDictionary<VariableSymbol, string>.Empty);

    public string this[VariableSymbol variable] => Now[variable];

    public Env With(VariableSymbol variable, string term) => this with { Now = Now.SetItem(variable, term) };

    public Env With(IEnumerable<(VariableSymbol Variable, string Term)> terms) =>
        this with { Now = Now.SetItems(terms.Select(t => KeyValuePair.Create(t.Variable, t.Term))) };

    /// <summary>The same point, with <c>old</c> reading what is current now.</summary>
    public Env RememberingNow() => this with { Before = Now };
}
