using Sextant.Exploration.Replicas;
using Sextant.Model.Evaluation.Replicas;

namespace Sextant.Cli.Opinions;

/// <summary>How much of an object is run for a second opinion. All bounds count, none is a clock, so that the answer is the same everywhere.</summary>
/// <param name="MaxStates">Distinct states of one group.</param>
/// <param name="Groups">The groups that are searched, one after the other.</param>
internal sealed record OpinionBounds(long MaxStates, EquatableArray<GroupBounds> Groups)
{
    private static readonly SmallDomain Arguments = new() { LowestNumber = -1, HighestNumber = 2, MostValues = 16 };

    /// <summary>Two replicas with an old message on its way, then three without: each alone is enough for what needs it, and small.</summary>
    public static readonly OpinionBounds Default = new(4000, [Group(2), Group(3) with { HasOldMessages = false }, Group(3)]);

    /// <summary>Enough to see that something is not true.</summary>
    public static readonly OpinionBounds Few = new(1000, [Group(2), Group(3) with { HasOldMessages = false }]);

    private static GroupBounds Group(int replicas) => new(replicas, Arguments) { MaxArguments = 32 };
}
