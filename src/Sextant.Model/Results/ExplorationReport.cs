using Sextant.Syntax.Text;

namespace Sextant.Model.Results;

/// <summary>What a search of all that can happen has found.</summary>
/// <param name="Name">The app that was searched.</param>
/// <param name="Bounds">What the answer is bounded by; whatever it says, it says within them.</param>
/// <param name="States">Distinct states.</param>
/// <param name="Depth">Steps to the farthest state.</param>
/// <param name="IsComplete">Whether the whole bounded space was seen.</param>
/// <param name="End">Why the search ended, in words.</param>
/// <param name="Seed">Null where no chance was used.</param>
/// <param name="NeverRun">Operations and calls of the text that no client ever came to; null where not all was seen.</param>
public sealed record ExplorationReport(
    string Name,
    EquatableArray<StatedBound> Bounds,
    long States,
    long Transitions,
    int Depth,
    bool IsComplete,
    string End,
    ulong? Seed,
    EquatableArray<ExploredProperty> Properties,
    EquatableArray<SourceSpan>? NeverRun)
{
    /// <summary>The worst of the properties.</summary>
    public Verdict Verdict => Verdicts.Worst(Properties.Select(p => p.Verdict));
}

public sealed record StatedBound(string Name, long Value);

/// <summary>The answer to one question about what can happen.</summary>
/// <param name="Kind"><c>always</c>, <c>sometimes</c>, <c>refines</c>, <c>linearizable</c> or <c>liveness</c>.</param>
/// <param name="Message">One sentence that says what the verdict means here.</param>
/// <param name="Place">Where the text asks for it; null where it is asked of every app.</param>
/// <param name="Trace">To a violation, or to a state in which a <c>sometimes</c> is true.</param>
/// <param name="Actions">The same as positions among what can happen in each state, by which it is replayed.</param>
public sealed record ExploredProperty(string Name, string Kind, Verdict Verdict, string Message, SourceSpan? Place, Trace? Trace, EquatableArray<int> Actions);
