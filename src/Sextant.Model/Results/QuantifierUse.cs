using Sextant.Syntax.Text;

namespace Sextant.Model.Results;

/// <summary>A quantifier on which a solver spent its effort without coming to an answer.</summary>
/// <param name="Span">Where it stands in the specification.</param>
/// <param name="Instances">How often it was instantiated.</param>
/// <param name="All">How often all quantifiers together were.</param>
public sealed record QuantifierUse(SourceSpan Span, string Text, long Instances, long All);
