using Sextant.Bench.Trees;

namespace Sextant.Bench.Agreement;

/// <summary>Chance from a seed and a number, so that the object of a number is the same whatever was made before it.</summary>
internal sealed class Dice(uint seed, int number)
{
    private readonly Mulberry32 _numbers = new((seed * 0x9E3779B1) ^ ((uint)number * 0x85EBCA6B) ^ 0x5E47A47);

    public int Below(int bound) => _numbers.Below(bound);

    public bool Percent(int chance) => Below(100) < chance;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>One of all that apply: null choices do not.</summary>
    public T? OneThatApplies<T>(params ReadOnlySpan<T?> choices)
        where T : class
    {
        var left = new List<T>();
        foreach (T? choice in choices)
        {
            if (choice is not null)
                left.Add(choice);
        }

        return left.Count == 0 ? null : left[Below(left.Count)];
    }
}
