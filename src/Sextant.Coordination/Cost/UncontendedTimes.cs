using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>
/// What an operation from a site takes, and how long it holds each of its locks, when nobody is in its way: the protocol of
/// <see cref="Simulation.Simulator"/> without its queues.
/// </summary>
internal readonly struct UncontendedTimes(Network network, Visit[] visits, double serviceMs, int client)
{
    /// <summary>From the first request to the last acknowledgement.</summary>
    public double TotalMs
    {
        get
        {
            double ms = serviceMs;
            foreach (Visit visit in visits)
                ms += (Network.Legs * Leg(visit).Mean) + (2 * HandlingMs(visit, 0));
            return ms;
        }
    }

    /// <summary>Adds, for each lock, the time from the moment that it is granted to the moment that it is free again.</summary>
    public void AddHolds(List<Hold> holds)
    {
        (double mean, double variance) = (serviceMs, 0);
        for (int v = visits.Length - 1; v >= 0; v--)
        {
            Visit visit = visits[v];
            Duration leg = Leg(visit);
            for (int i = 0; i < visit.Locks.Length; i++)
            {
                double ms = mean + (2 * leg.Mean) + HandlingMs(visit, i) + HandlingMs(visit, 0);
                holds.Add(new Hold(visit.Locks[i], v, i, ms, variance + (2 * leg.Variance)));
            }

            mean += (Network.Legs * leg.Mean) + (2 * HandlingMs(visit, 0));
            variance += Network.Legs * leg.Variance;
        }
    }

    private Duration Leg(Visit visit) => network.OneWay[client][visit.Site];

    /// <summary>What the site needs to hand out the locks from the given one on; to take all back it needs as long as for all.</summary>
    private double HandlingMs(Visit visit, int from) => network.ServerMs + ((visit.Locks.Length - from) * network.LockMs[visit.Site] / 2);

    /// <param name="Visit">Which of the operation's visits takes it.</param>
    /// <param name="Index">Which of the visit's locks it is.</param>
    internal readonly record struct Hold(int Lock, int Visit, int Index, double Ms, double Variance)
    {
        public bool IsAfter(in Hold earlier) => Visit > earlier.Visit || (Visit == earlier.Visit && Index > earlier.Index);
    }
}
