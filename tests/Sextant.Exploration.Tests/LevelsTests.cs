using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Tests;

/// <summary>The level of clients against that of replicas.</summary>
public sealed class LevelsTests
{
    [Theory]
    [InlineData(3, 2, 6)]
    [InlineData(3, 3, 6)]
    [InlineData(4, 2, 6)]
    [InlineData(5, 2, 5)]
    public void Whatever_clients_can_observe_of_replicas_the_level_of_clients_allows(int nodes, int times, int caches)
    {
        KernelBounds bounds = KernelBounds.Majority(nodes, times, caches);
        Observed(bounds).Except(Allowed(bounds), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 2, 2, 5, 4)]
    [InlineData(3, 2, 3, 6, 5)]
    [InlineData(5, 2, 2, 4, 4)]
    public void Whatever_the_level_of_clients_allows_can_be_observed_where_enough_replicas_only_vote(int nodes, int callers, int elections, int caches, int times)
    {
        KernelBounds clients = KernelBounds.Majority(callers, elections, caches);
        KernelBounds replicas = KernelBounds.Majority(nodes, times, caches) with { Callers = callers };
        Allowed(clients).Except(Observed(replicas), StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static HashSet<string> Allowed(KernelBounds bounds) =>
        Explore(new ClientKernel(bounds)).Select(s => Convert.ToHexString(s[2..])).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Observed(KernelBounds bounds) =>
        Explore(new Kernel(bounds)).Select(s => Convert.ToHexString(ObservedTree.Of(new CacheTree(s, bounds.Nodes), bounds))).ToHashSet(StringComparer.Ordinal);

    private static List<byte[]> Explore(IModel model)
    {
        var seen = new Collected();
        model.Begin(seen);
        for (int i = 0; i < seen.States.Count; i++)
            model.Expand(seen.States[i], seen);
        return seen.States;
    }

    private sealed class Collected : ISuccessors
    {
        private readonly HashSet<Fingerprint> _known = [];

        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state)
        {
            if (_known.Add(Fingerprint.Of(state)))
                States.Add(state.ToArray());
        }
    }
}
