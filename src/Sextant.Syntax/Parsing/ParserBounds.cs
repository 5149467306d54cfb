namespace Sextant.Syntax.Parsing;

/// <summary>What every parser refuses, so that no input takes more stack than a small thread has.</summary>
public static class ParserBounds
{
    /// <summary>
    /// How deep parentheses, blocks, types and prefix operators may nest. The methods that a reader goes through at each level are compiled
    /// with optimization from their first call on, because what is compiled in haste takes more stack.
    /// </summary>
    public const int MaxDepth = 500;

    /// <summary>How many operators one expression may have; with <see cref="MaxDepth"/> it bounds the height of a tree.</summary>
    public const int MaxOperators = 4_000;

    /// <summary>A number of more digits is a mistake, and reading it would cost more than linear time.</summary>
    public const int MaxDigits = 1_000;
}
