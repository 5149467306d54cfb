namespace Sextant.Exploration.Search;

/// <summary>Runs numbered pieces of work, each exactly once, on a number of threads; with one thread, on the caller's.</summary>
internal sealed class Workers(int count)
{
    public int Count { get; } = count;

    /// <param name="work">Takes the worker's number and the piece's.</param>
    public void Run(int pieces, Action<int, int> work)
    {
        if (Count == 1 || pieces == 1)
        {
            for (int piece = 0; piece < pieces; piece++)
                work(0, piece);
            return;
        }

        int next = -1;
        Parallel.For(0, Math.Min(Count, pieces), new ParallelOptions { MaxDegreeOfParallelism = Count }, worker =>
        {
            int piece;
            while ((piece = Interlocked.Increment(ref next)) < pieces)
                work(worker, piece);
        });
    }
}
