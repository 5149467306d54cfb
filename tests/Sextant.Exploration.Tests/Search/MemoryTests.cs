using Sextant.Exploration.AtomicObjects;
using Sextant.Exploration.Search;

namespace Sextant.Exploration.Tests.Search;

/// <summary>Searches with too little memory, and those that are put by and taken up again.</summary>
public sealed class MemoryTests : IDisposable
{
    private static readonly KernelBounds Bounds = KernelBounds.Majority(3, 3, 7);
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_frontier_that_does_not_fit_into_memory_goes_to_disk_and_changes_nothing()
    {
        var bounds = KernelBounds.Majority(3, 3, 8);
        SearchResult roomy = new BreadthFirst(() => new Kernel(bounds), new SearchBounds()).Run();
        var tight = new BreadthFirst(() => new Kernel(bounds), new SearchBounds(MaxBytes: roomy.VisitedBytes + 5_000_000));
        tight.Run().ShouldBe(roomy);
        tight.SpilledBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_visited_set_that_does_not_fit_into_memory_leaves_the_question_open()
    {
        SearchResult result = Search(new SearchBounds(MaxBytes: 1_000_000)).Run();
        result.End.ShouldBe(SearchEnd.MemoryBound);
        result.Properties.ShouldAllBe(p => p.Verdict == PropertyVerdict.Unknown);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(40_000)]
    public void A_search_that_is_resumed_ends_as_if_it_had_never_stopped(long states)
    {
        Search(new SearchBounds(MaxStates: states), Put("kernel")).Run().End.ShouldBe(SearchEnd.StateBound);
        Search(new SearchBounds(), Resumed("kernel")).Run().ShouldBe(Search(new SearchBounds()).Run());
    }

    [Fact]
    public void An_interrupted_search_is_put_by()
    {
        using var interruption = new CancellationTokenSource();
        var search = new BreadthFirst(() => new Kernel(Bounds), new SearchBounds(), progress: new Interrupter(interruption)) { Checkpoint = Put("kernel") };
        Should.Throw<OperationCanceledException>(() => search.Run(interruption.Token));
        Search(new SearchBounds(), Resumed("kernel")).Run().ShouldBe(Search(new SearchBounds()).Run());
    }

    [Fact]
    public void A_checkpoint_of_another_search_is_refused()
    {
        Search(new SearchBounds(MaxStates: 100), Put("kernel")).Run();
        Should.Throw<CheckpointException>(() => Search(new SearchBounds(), Resumed("another")).Run()).Message.ShouldContain("another");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void A_damaged_checkpoint_is_refused(int place)
    {
        Search(new SearchBounds(MaxStates: 100), Put("kernel")).Run();
        byte[] bytes = File.ReadAllBytes(_file);
        bytes[place] ^= 1;
        File.WriteAllBytes(_file, bytes);
        Should.Throw<CheckpointException>(() => Search(new SearchBounds(), Resumed("kernel")).Run());
        File.WriteAllBytes(_file, bytes[..place]);
        Should.Throw<CheckpointException>(() => Search(new SearchBounds(), Resumed("kernel")).Run());
    }

    private CheckpointPlan Put(string about) => new(about, _file, null);

    private CheckpointPlan Resumed(string about) => new(about, null, _file);

    private static BreadthFirst Search(SearchBounds bounds, CheckpointPlan? checkpoint = null) =>
        new(() => new Kernel(Bounds), bounds, workers: 2) { Checkpoint = checkpoint ?? CheckpointPlan.None };

    private sealed class Interrupter(CancellationTokenSource interruption) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value)
        {
            if (value.States > 20_000)
                interruption.Cancel();
        }
    }
}
