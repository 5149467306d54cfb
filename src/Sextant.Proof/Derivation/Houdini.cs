using Sextant.Model.Objects;

namespace Sextant.Proof.Derivation;

/// <summary>
/// The largest part of some candidates that is inductive: candidates that are not kept when all are assumed are dropped, until the rest is
/// (Flanagan and Leino, FME 2001). What is left holds by induction; what is dropped may hold for other reasons.
/// </summary>
/// <param name="findUnkept">Those of the candidates, by name, that steps may break when all of them are assumed.</param>
internal sealed class Houdini(Func<EquatableArray<Clause>, IReadOnlySet<string>> findUnkept)
{
    /// <summary>Candidates are told apart by their names.</summary>
    public EquatableArray<Clause> Reduce(IEnumerable<Clause> candidates)
    {
        EquatableArray<Clause> rest = candidates.ToEquatable();
        while (rest.Count > 0)
        {
            IReadOnlySet<string> unkept = findUnkept(rest);
            if (unkept.Count == 0)
                break;
            rest = rest.Where(c => !unkept.Contains(c.Name!)).ToEquatable();
        }

        return rest;
    }

    /// <summary>The clauses with names that tell them apart.</summary>
    public static IEnumerable<Clause> Named(IEnumerable<Clause> clauses) =>
        clauses.Select((c, i) => c with { Name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"candidate {i}") });
}
