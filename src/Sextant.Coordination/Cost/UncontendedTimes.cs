using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>
/// What an operation from a site takes, and how long it holds each of its locks, when nobody is in its way: the protocol of
/// <see cref="Simulation.Simulator"/> without its queues.
/// </summary>
internal sealed class UncontendedTimes
{
    private readonly Network _network;
    private readonly Visit[] _visits;
    private readonly double _serviceMs;
    private readonly int _client;

    public UncontendedTimes(CoordinationProblem problem, Itineraries plan, int operation, int client)
    {
        _network = problem.Network;
        _visits = plan.Visits[operation];
        _serviceMs = problem.LoadOf(plan.Operations[operation]).ServiceMs;
        _client = client;
        TotalMs = _serviceMs + _visits.Sum(v => (Network.Legs * Leg(v).Mean) + (2 * HandlingMs(v, 0)));
    }

    /// <summary>From the first request to the last acknowledgement.</summary>
    public double TotalMs { get; }

    /// <summary>From the moment that a lock is granted to the moment that it is free again.</summary>
    public IEnumerable<Hold> Holds()
    {
        Duration inner = Duration.Fixed(_serviceMs);
        for (int v = _visits.Length - 1; v >= 0; v--)
        {
            Visit visit = _visits[v];
            Duration leg = Leg(visit);
            for (int i = 0; i < visit.Locks.Length; i++)
            {
                double ms = inner.Mean + (2 * leg.Mean) + HandlingMs(visit, i) + HandlingMs(visit, 0);
                yield return new Hold(visit.Locks[i], v, i, ms, (inner.Deviation * inner.Deviation) + (2 * leg.Variance));
            }

            inner = new Duration(inner.Mean + (Network.Legs * leg.Mean) + (2 * HandlingMs(visit, 0)), Math.Sqrt(inner.Variance + (Network.Legs * leg.Variance)));
        }
    }

    private Duration Leg(Visit visit) => _network.OneWay[_client][visit.Site];

    /// <summary>What the site needs to hand out the locks from the given one on; to take all back it needs as long as for all.</summary>
    private double HandlingMs(Visit visit, int from) => _network.ServerMs + ((visit.Locks.Length - from) * _network.LockMs[visit.Site] / 2);

    /// <param name="Visit">Which of the operation's visits takes it.</param>
    /// <param name="Index">Which of the visit's locks it is.</param>
    internal readonly record struct Hold(int Lock, int Visit, int Index, double Ms, double Variance);
}
