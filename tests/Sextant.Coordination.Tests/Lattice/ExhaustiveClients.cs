using Sextant.Coordination.Conflicts;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Tests.Lattice;

/// <summary>
/// Everything that a few clients can do under a plan: take their locks one by one, be inside, give them back. It knows of the modes
/// only what a lock table knows, and says whether two that conflict can be inside at once, or all can be stuck.
/// </summary>
internal sealed class ExhaustiveClients(Plan plan, ConflictGraph conflicts)
{
    private readonly string[] _names = [.. conflicts.Pairs.SelectMany(p => p.Key).Concat(plan.Locks.SelectMany(l => l.Key)).Distinct(StringComparer.Ordinal)];

    /// <summary>An operation with a value for each name of a key.</summary>
    private sealed record Call(string Operation, int Values);

    public bool CanMeet(int clients) => Teams(clients).Any(team => Explore(team).Meet);

    public bool CanBeStuck(int clients) => Teams(clients).Any(team => Explore(team).Stuck);

    private IEnumerable<Call[]> Teams(int clients)
    {
        Call[] calls = [.. from o in conflicts.Operations from v in Enumerable.Range(0, 1 << _names.Length) select new Call(o, v)];
        IEnumerable<int[]> Choose(int count, int from) => count == 0 ? [[]] : Enumerable.Range(from, calls.Length - from).SelectMany(i => Choose(count - 1, i).Select(rest => (int[])[i, .. rest]));
        return Choose(clients, 0).Select(team => team.Select(i => calls[i]).ToArray());
    }

    /// <summary>A state holds for each client how many of its steps it has made: n takes, one inside, n gives.</summary>
    private (bool Meet, bool Stuck) Explore(Call[] team)
    {
        PlannedLock[][] locks = [.. team.Select(c => plan.Locks.Where(l => l.Uses.Any(u => u.Operation == c.Operation)).Order(Comparer<PlannedLock>.Create(PlannedLock.CompareOrder)).ToArray())];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<int[]>();
        open.Push(new int[team.Length]);
        (bool meet, bool stuck) = (false, false);
        while (open.TryPop(out int[]? steps))
        {
            if (!seen.Add(string.Join(',', steps)))
                continue;
            bool moved = false;
            for (int c = 0; c < team.Length; c++)
            {
                if (steps[c] > 2 * locks[c].Length || (steps[c] < locks[c].Length && !IsFree(team, locks, steps, c)))
                    continue;
                moved = true;
                int[] next = [.. steps];
                next[c]++;
                open.Push(next);
            }

            stuck |= !moved && steps.Where((s, c) => s <= 2 * locks[c].Length).Any();
            int[] inside = [.. Enumerable.Range(0, team.Length).Where(c => steps[c] == locks[c].Length)];
            meet |= inside.Any(a => inside.Any(b => a < b && Conflict(team[a], team[b])));
        }

        return (meet, stuck);
    }

    private bool IsFree(Call[] team, PlannedLock[][] locks, int[] steps, int client)
    {
        PlannedLock wanted = locks[client][steps[client]];
        return !Enumerable.Range(0, team.Length).Any(other =>
            other != client && Holds(locks[other], steps[other]).Contains(wanted) && SameKey(wanted, team[client], team[other]) && !AreCompatible(wanted, team[client], team[other]));
    }

    /// <summary>Before it is inside the first locks, afterwards those that it has not given back, last taken first.</summary>
    private static IEnumerable<PlannedLock> Holds(PlannedLock[] locks, int steps) => locks.Take(steps <= locks.Length ? steps : (2 * locks.Length) + 1 - steps);

    private bool SameKey(PlannedLock wanted, Call a, Call b) => wanted.Key.All(name => Equal(name, a, b));

    private bool Equal(string name, Call a, Call b) => ((a.Values ^ b.Values) >> Array.IndexOf(_names, name) & 1) == 0;

    private bool Conflict(Call a, Call b) => conflicts.Pairs.Any(p =>
        ((p.A == a.Operation && p.B == b.Operation) || (p.A == b.Operation && p.B == a.Operation)) && p.Key.All(name => Equal(name, a, b)));

    private static bool AreCompatible(PlannedLock wanted, Call a, Call b) =>
        (wanted.Uses.First(u => u.Operation == a.Operation).Mode, wanted.Uses.First(u => u.Operation == b.Operation).Mode) switch
        {
            (LockMode.Shared, LockMode.Shared) or (LockMode.Shared, LockMode.Grouped) or (LockMode.Grouped, LockMode.Shared) => true,
            (LockMode.Grouped, LockMode.Grouped) => !wanted.Pairs.Any(p => (p.A == a.Operation && p.B == b.Operation) || (p.A == b.Operation && p.B == a.Operation)),
            _ => false,
        };
}
