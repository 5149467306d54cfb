using Sextant.Runtime.Trees.Syncing;

namespace Sextant.Examples.Outline;

/// <summary>The offices and the lines between them, each of which can be cut and healed.</summary>
internal sealed class Network
{
    private readonly HashSet<(int, int)> _cut = [];

    public IReadOnlyList<Office> Offices { get; } = [new("Paris", 1), new("Houston", 2), new("Lisbon", 3)];

    /// <summary>Whoever touches an office holds this.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public static IReadOnlyList<(int From, int To)> Lines { get; } = [(0, 1), (1, 2), (0, 2)];

    public bool IsCut(int from, int to) => _cut.Contains((from, to));

    public void Toggle(int from, int to)
    {
        if (!_cut.Remove((from, to)))
            _cut.Add((from, to));
    }

    /// <summary>Lets everybody hear what the lines let through. Two rounds reach across the office in between.</summary>
    public void Exchange()
    {
        for (int round = 0; round < 2; round++)
        {
            foreach ((int from, int to) in Lines.Where(line => !IsCut(line.From, line.To)))
                Converse(new SyncSession(Offices[from].Tree), new SyncSession(Offices[to].Tree));
        }
    }

    private static void Converse(SyncSession one, SyncSession other)
    {
        var toOther = new Queue<byte[]>([one.Begin()]);
        var toOne = new Queue<byte[]>([other.Begin()]);
        while (toOther.Count + toOne.Count > 0)
        {
            if (toOther.TryDequeue(out byte[]? forOther))
                Enqueue(toOne, other.Receive(forOther));
            if (toOne.TryDequeue(out byte[]? forOne))
                Enqueue(toOther, one.Receive(forOne));
        }
    }

    private static void Enqueue(Queue<byte[]> queue, IReadOnlyList<byte[]> messages)
    {
        foreach (byte[] message in messages)
            queue.Enqueue(message);
    }
}
