using System.Numerics;
using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Types;

namespace Sextant.Model.Evaluation.Quantifiers;

/// <summary>The values of a variable that are worth a trial.</summary>
/// <param name="Values">In a fixed order.</param>
/// <param name="IsComplete">Whether any value that decides the quantifier is among them, or one like it.</param>
internal readonly record struct TrialValues(IReadOnlyList<Datum> Values, bool IsComplete);

/// <summary>One way to find the values to try; null where it finds out that it does not apply.</summary>
internal delegate TrialValues? TrialSource(Frame frame);

/// <summary>Values that stand for all others of their type.</summary>
internal static class Representatives
{
    /// <summary>Some value of the type that is none of these; null when none was found.</summary>
    public static Datum? Fresh(ValueDomains domains, DataType type, SortedSet<Datum> known)
    {
        foreach (Datum value in domains.Stream(type).Take(known.Count + 1))
        {
            if (!known.Contains(value))
                return value;
        }

        return null;
    }

    /// <summary>Numbers of which one lies in each gap between those that are known, and one beyond either end.</summary>
    public static IEnumerable<Datum> InGaps(SortedSet<Datum> known, bool isReal)
    {
        if (known.Count == 0)
            return [Datum.Of(0)];
        var gaps = new List<Datum> { Shifted(known.Min, -1), Shifted(known.Max, 1) };
        foreach ((Datum low, Datum high) in known.Zip(known.Skip(1)))
        {
            Datum between = isReal ? Numbers.DivideReals(Numbers.AddReals(low, high), Datum.Of(2)) : Shifted(low, 1);
            if (between != high)
                gaps.Add(between);
        }

        return gaps;
    }

    public static Datum Shifted(Datum number, int by) => number.Heap is Ratio ? Numbers.AddReals(number, Datum.Of(by)) : Datum.Of(number.Number + (BigInteger)by);
}
