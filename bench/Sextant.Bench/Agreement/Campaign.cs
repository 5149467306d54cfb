using System.Collections.Concurrent;
using Sextant.Cli.Opinions;
using Sextant.Proof;
using Sextant.Proof.Smt;

namespace Sextant.Bench.Agreement;

/// <summary>An object of a campaign of which proof and search cannot both be right.</summary>
/// <param name="Smallest">The same contradiction with all parts left out that it does not need.</param>
internal sealed record Contradiction(int Number, SmallObject Smallest, EquatableArray<string> Sentences);

/// <summary>
/// The differential campaign: objects made by chance are proved or refuted, and run, and the answers compared. The answer to a
/// number and a seed is the same in every run, however many threads share the work.
/// </summary>
/// <param name="isLocked">Whether objects that send states hold locks too.</param>
internal sealed class Campaign(uint seed, bool isLocked = false)
{
    /// <summary>A tenth of what <c>verify</c> allows itself: these objects are small, and what is unknown with it is counted as that. One process decides all of an object.</summary>
    internal static VerificationOptions Options { get; } = new(ObligationSet.Full,
        new SolverConfiguration(SolverKind.Z3, "z3", 1024, TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20)) { TakesBack = true },
        Parallelism: 1, ResourceLimit: 2_000_000, QueryLogDirectory: null);

    private readonly ConcurrentDictionary<int, TrialResult> _results = new();
    private readonly ConcurrentDictionary<int, Contradiction> _contradictions = new();

    public IEnumerable<TrialResult> Results => _results.OrderBy(r => r.Key).Select(r => r.Value);

    public IEnumerable<Contradiction> Contradictions => _contradictions.OrderBy(c => c.Key).Select(c => c.Value);

    /// <param name="progress">Called now and then with how many are done.</param>
    public void Run(int first, int count, int threads, Action<int>? progress = null)
    {
        int next = first - 1;
        int done = 0;
        var workers = new List<Task>();
        for (int i = 0; i < threads; i++)
            workers.Add(Task.Run(Work));
        Task.WhenAll(workers).GetAwaiter().GetResult();

        void Work()
        {
            using var trial = new Trial(Options, OpinionBounds.Default);
            while (Interlocked.Increment(ref next) is var number && number < first + count)
            {
                Try(trial, number);
                if (Interlocked.Increment(ref done) % 100 == 0)
                    progress?.Invoke(done);
            }
        }
    }

    private void Try(Trial trial, int number)
    {
        SmallObject small = ObjectGenerator.Make(seed, number, isLocked);
        if (trial.Of(small.Text) is not { } result)
        {
            _contradictions[number] = new Contradiction(number, small, ["the object is not correct, and should be"]);
            return;
        }

        _results[number] = result;
        if (!result.Contradictions.Any())
            return;
        SmallObject smallest = Smallest(small, o => trial.Of(o.Text)?.Contradictions.Any() == true);
        _contradictions[number] = new Contradiction(number, smallest, trial.Of(smallest.Text)!.Contradictions.ToEquatable());
    }

    /// <summary>Leaves out part after part while the object stays interesting.</summary>
    public static SmallObject Smallest(SmallObject start, Func<SmallObject, bool> isInteresting) =>
        start.Smaller().FirstOrDefault(isInteresting) is { } smaller ? Smallest(smaller, isInteresting) : start;
}
