using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>An operation from a site at a lock, with what is known of its waiting so far.</summary>
internal sealed class LockUser(int operation, int site, UncontendedTimes.Hold hold, double amount)
{
    public int Operation { get; } = operation;

    public int Site { get; } = site;

    public UncontendedTimes.Hold Hold { get; } = hold;

    /// <summary>How often it is done.</summary>
    public double Amount { get; } = amount;

    /// <summary>How long it holds the lock, waiting for later locks meanwhile.</summary>
    public double HoldMs { get; set; } = hold.Ms;

    public double WaitMs { get; set; }

    public double NextWaitMs { get; set; }
}

/// <summary>Who stops whom at a lock: the users of one site whom one user excludes.</summary>
/// <param name="Beside">Earlier stops of the same users by those who may hold the lock beside this one.</param>
internal sealed record Stop(LockUser[] Stopped, LockUser By, double Requests, int[] Beside);

/// <summary>The users of one lock, and their stops.</summary>
internal sealed class LockLine
{
    private readonly List<Stop> _stops = [];

    public LockLine(int theLock, IReadOnlyList<LockUser> users, Itineraries plan, int sites, double collisionChance)
    {
        Users = users;
        CollisionChance = collisionChance;
        for (int site = 0; site < sites; site++)
        {
            int first = _stops.Count;
            foreach (LockUser by in users)
            {
                LockUser[] stopped = [.. users.Where(u => u.Site == site && plan.Excludes(theLock, u.Operation, by.Operation))];
                if (stopped.Length == 0)
                    continue;
                int[] beside = [.. Enumerable.Range(first, _stops.Count - first).Where(s => _stops[s].By.Site != by.Site && !plan.Excludes(theLock, _stops[s].By.Operation, by.Operation))];
                _stops.Add(new Stop(stopped, by, stopped.Sum(u => u.Amount), beside));
            }
        }

        Parts = new double[_stops.Count];
    }

    public IReadOnlyList<LockUser> Users { get; }

    public IReadOnlyList<Stop> Stops => _stops;

    /// <summary>The chance that two users mean the same key.</summary>
    public double CollisionChance { get; }

    /// <summary>For each stop, the part of its time that a client is stopped by it.</summary>
    public double[] Parts { get; }
}
