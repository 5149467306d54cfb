namespace Sextant.Bench.Trees.Campaigns;

/// <summary>What a campaign asks of a way to resolve conflicts.</summary>
internal interface ISmallModel
{
    /// <summary>The state at an origin that has seen these operations: the parents of the nodes, or null for one that is not there.</summary>
    int?[] StateAfter(IReadOnlyList<int> shape, IReadOnlyList<HistoryOperation> seen, int nodes);

    /// <summary>Marks what only the origin can know, such as whether a move goes up.</summary>
    HistoryOperation Classify(HistoryOperation operation, int?[] state);

    /// <summary>What is wrong with the history, or null.</summary>
    string? Violation(History history);
}
