using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>One check: what is assumed, what is to be shown, and what either answer means.</summary>
/// <param name="Rule">The rule that it comes from.</param>
internal sealed record Obligation(ObligationRule Rule, Subject Subject, EquatableArray<ScriptItem> Script)
{
    public CheckKind Kind => Rule.Kind;

    /// <summary>The sentence of the report when all of it is proved.</summary>
    public string WhenItHolds => Rule.WhenItHolds(Subject);
}
