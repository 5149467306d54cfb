using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.Tests;

/// <summary>The kernel with replicas that have no names against the kernel with names.</summary>
public sealed class SymmetryTests
{
    public static TheoryData<int, int, int, int, int> Small => new()
    {
        { 1, 3, 6, 1, 1 }, { 2, 2, 6, 2, 2 }, { 3, 2, 7, 3, 2 }, { 3, 3, 5, 3, 2 }, { 3, 2, 6, 2, 2 }, { 3, 2, 7, 3, 1 }, { 4, 2, 5, 4, 3 }, { 4, 1, 6, 2, 3 }, { 5, 1, 5, 5, 3 },
    };

    [Theory]
    [MemberData(nameof(Small))]
    public void A_state_stands_for_each_orbit_and_the_orbits_are_all_states(int nodes, int times, int caches, int callers, int pushQuorum)
    {
        KernelBounds bounds = KernelBounds.Majority(nodes, times, caches) with { Callers = callers, PushQuorum = pushQuorum };
        var symmetric = new SymmetricKernel(bounds);
        List<byte[]> all = Reachable(new Kernel(bounds));
        List<byte[]> representatives = Reachable(symmetric);
        string[] orbits = [.. representatives.SelectMany(symmetric.Orbit).Select(Convert.ToHexString)];
        orbits.Distinct(StringComparer.Ordinal).Count().ShouldBe(orbits.Length);
        orbits.Order(StringComparer.Ordinal).ShouldBe(all.Select(Convert.ToHexString).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void Verdicts_and_depths_are_those_of_the_kernel_with_names(int nodes, int times, int caches, int callers, int pushQuorum)
    {
        KernelBounds bounds = KernelBounds.Majority(nodes, times, caches) with { Callers = callers, PushQuorum = pushQuorum };
        SearchResult named = new BreadthFirst(() => new Kernel(bounds), new SearchBounds(), goal: SearchGoal.EveryProperty).Run();
        SearchResult nameless = new BreadthFirst(() => new SymmetricKernel(bounds), new SearchBounds(), goal: SearchGoal.EveryProperty).Run();
        (nameless.Depth, nameless.End).ShouldBe((named.Depth, named.End));
        nameless.Properties.Select(p => (p.Property, p.Verdict, p.Path?.Count)).ShouldBe(named.Properties.Select(p => (p.Property, p.Verdict, p.Path?.Count)));
    }

    [Fact]
    public void A_path_is_told_with_names_under_which_it_leads_to_the_violation()
    {
        KernelBounds bounds = new(3, 2, 7, PullQuorum: 2, PushQuorum: 1);
        SearchResult result = new BreadthFirst(() => new SymmetricKernel(bounds), new SearchBounds()).Run();
        PropertyResult violated = result.Properties.First(p => p.Verdict == PropertyVerdict.Violated);
        IReadOnlyList<KernelAction> actions = new SymmetricKernel(bounds).Unfold(violated.Path!);
        var kernel = new Kernel(bounds);
        byte[] state = [.. violated.Path![0].State];
        foreach (KernelAction action in actions)
        {
            int position = kernel.ActionsOf(state).ToList().IndexOf(action);
            state = Successors(kernel, state)[position];
        }

        kernel.Holds(result.Properties.Items.IndexOf(violated), state).ShouldBeFalse();
    }

    private static List<byte[]> Successors(IModel model, byte[] state)
    {
        var given = new Collected();
        model.Expand(state, given);
        return given.All;
    }

    private static List<byte[]> Reachable(IModel model)
    {
        var seen = new Collected();
        model.Begin(seen);
        for (int i = 0; i < seen.Different.Count; i++)
            model.Expand(seen.Different[i], seen);
        return seen.Different;
    }

    private sealed class Collected : ISuccessors
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public List<byte[]> All { get; } = [];

        public List<byte[]> Different { get; } = [];

        public void Add(ReadOnlySpan<byte> state)
        {
            All.Add(state.ToArray());
            if (_known.Add(Convert.ToHexString(state)))
                Different.Add(All[^1]);
        }
    }
}
