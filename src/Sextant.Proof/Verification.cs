using Sextant.Model.Results;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Proof;

/// <summary>What verifying one object found.</summary>
/// <param name="Warnings">What casts doubt on the findings without being one of them.</param>
public sealed record Verification(ObjectReport Report, EquatableArray<Diagnostic> Warnings);
