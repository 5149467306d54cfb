using Sextant.Coordination.Deployment;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Simulation;

/// <summary>
/// Runs a workload under a plan in virtual time, message by message: clients ask site after site for their locks, a site hands them out
/// in the order of the requests, clients work, give back, and hear that it is done. What a site does for a lock takes it the time that
/// the network says; its server does one message at a time. A client that dies holds its locks until their lease ends, and goes on then.
/// </summary>
public sealed class Simulator
{
    /// <summary>More operations under way at once mean that rates cannot be sustained; the run is cut short.</summary>
    private const int MaxInFlight = 10_000;

    private readonly CoordinationProblem _problem;
    private readonly SimulationOptions _options;
    private readonly Itineraries _plan;
    private readonly WorkSource _work;
    private readonly KeyValues _keys;
    private readonly LockTable _table;
    private readonly EventQueue _events = new();
    private readonly List<int> _granted = [];
    private readonly LatencyHistogram[] _times;
    private readonly double[] _serverFreeAt;
    private readonly double[] _halfLockMs;
    private readonly double[] _serviceMs;
    private readonly int _width;
    private readonly bool _isOpen;
    private readonly double _endMs;
    private readonly Stack<int> _idle = new();
    private Client[] _clients;
    private ulong[] _lockKeys;
    private int _clientCount;
    private SeededGenerator _random;
    private double _now;
    private double _total;
    private long _done;
    private long _crashes;
    private long _begun;

    private struct Client
    {
        public int Site;
        public int Operation;
        public int Visit;
        public int Lock;
        public double Start;
    }

    private Simulator(CoordinationProblem problem, Plan plan, SimulationOptions options)
    {
        _problem = problem;
        _options = options;
        _plan = new Itineraries(problem, plan);
        _work = new WorkSource(problem);
        _keys = new KeyValues(problem, _plan);
        _table = new LockTable(_plan);
        _times = [.. _plan.Operations.Select(_ => new LatencyHistogram())];
        _serverFreeAt = new double[problem.SiteCount];
        _halfLockMs = [.. problem.Network.LockMs.Select(ms => ms / 2)];
        _serviceMs = [.. _plan.Operations.Select(o => problem.LoadOf(o).ServiceMs)];
        _width = Math.Max(1, plan.Locks.Count);
        _isOpen = problem.Workload.Load == LoadKind.RatesPerSecond;
        _endMs = _isOpen ? options.Seconds * 1_000 : double.PositiveInfinity;
        _random = new SeededGenerator(options.Seed);
        _clients = new Client[64];
        _lockKeys = new ulong[64 * _width];
    }

    public static SimulationResult Run(CoordinationProblem problem, Plan plan, SimulationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        return new Simulator(problem, plan, options).Run(cancellation);
    }

    private SimulationResult Run(CancellationToken cancellation)
    {
        for (int site = 0; site < _problem.SiteCount; site++)
        {
            // Of an open workload, one client a site is the one that others come after.
            int clients = _isOpen ? (_work.Left(site) > 0 ? 1 : 0) : _problem.Workload.Clients[site];
            for (int i = 0; i < clients; i++)
                _events.Add(_isOpen ? _random.Exponential() * 1_000 / _work.Left(site) : 0, EventKind.Ready, NewClient(site));
        }

        long events = 0;
        while (_events.Count > 0 && events < _options.MaxEvents && (!_isOpen || _clientCount < MaxInFlight))
        {
            if ((events & 0xFFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            EventQueue.Entry next = _events.Take();
            _now = next.Time;
            Happen(next.Kind, next.Client);
            events++;
        }

        if (_events.Count == 0 && _begun != _done)
            throw new InvalidOperationException($"{_begun - _done} operations wait for one another for ever");
        return new SimulationResult(_total, _now, _done, _crashes, events, _events.Count == 0, [.. _times.Select((t, o) => t.Times(_plan.Operations[o]))]);
    }

    private void Happen(EventKind kind, int client)
    {
        switch (kind)
        {
            case EventKind.Ready:
                Begin(client);
                break;
            case EventKind.RequestArrives:
                Handle(EventKind.RequestHandled, client);
                break;
            case EventKind.RequestHandled:
                _clients[client].Lock = 0;
                AskForLock(client);
                break;
            case EventKind.Acquired:
                GoOnAtSite(client);
                break;
            case EventKind.GrantArrives:
                GoOnAtClient(client);
                break;
            case EventKind.Served:
                GiveBack(client);
                break;
            case EventKind.ReleaseArrives:
                Handle(EventKind.ReleaseHandled, client);
                break;
            case EventKind.ReleaseHandled:
                _events.Add(_now + HandlingMs(client), EventKind.Released, client);
                break;
            case EventKind.Released:
                Free(client);
                Send(client, EventKind.AckArrives, toSite: false);
                break;
            case EventKind.AckArrives:
                if (--_clients[client].Visit >= 0)
                    GiveBack(client);
                else
                    End(client);
                break;
            case EventKind.LeaseEnds:
                for (; _clients[client].Visit >= 0; _clients[client].Visit--)
                    Free(client);
                End(client);
                break;
        }
    }

    private int NewClient(int site)
    {
        if (!_idle.TryPop(out int client))
            client = _clientCount++;
        if (client == _clients.Length)
        {
            Array.Resize(ref _clients, 2 * client);
            Array.Resize(ref _lockKeys, 2 * client * _width);
        }

        _clients[client].Site = site;
        return client;
    }

    private void Begin(int client)
    {
        int site = _clients[client].Site;
        if (_isOpen)
        {
            double next = _now + (_random.Exponential() * 1_000 / _work.Left(site));
            if (next < _endMs)
                _events.Add(next, EventKind.Ready, NewClient(site));
        }

        int operation = _work.Draw(site, ref _random);
        if (operation < 0)
            return;
        _begun++;
        _clients[client].Operation = operation;
        _clients[client].Visit = 0;
        _clients[client].Start = _now;
        Visit[] visits = _plan.Visits[operation];
        if (visits.Length == 0)
        {
            _clients[client].Visit = -1;
            _events.Add(_now + _serviceMs[operation], EventKind.Served, client);
            return;
        }

        _keys.Draw(operation, ref _random);
        foreach (Visit visit in visits)
        {
            foreach (int l in visit.Locks)
                _lockKeys[(client * _width) + l] = _keys.LockOf(l);
        }

        Send(client, EventKind.RequestArrives, toSite: true);
    }

    private Visit VisitOf(int client) => _plan.Visits[_clients[client].Operation][_clients[client].Visit];

    private void AskForLock(int client)
    {
        int l = VisitOf(client).Locks[_clients[client].Lock];
        int place = (client * _width) + l;
        if (_table.Join(place, l, _lockKeys[place], _clients[client].Operation))
            Grant(client);
    }

    /// <summary>The lock is held from now on; the site needs its time for it.</summary>
    private void Grant(int client) => _events.Add(_now + _halfLockMs[VisitOf(client).Site], EventKind.Acquired, client);

    private void GoOnAtSite(int client)
    {
        if (++_clients[client].Lock < VisitOf(client).Locks.Length)
            AskForLock(client);
        else
            Send(client, EventKind.GrantArrives, toSite: false);
    }

    private void GoOnAtClient(int client)
    {
        int operation = _clients[client].Operation;
        if (++_clients[client].Visit < _plan.Visits[operation].Length)
        {
            Send(client, EventKind.RequestArrives, toSite: true);
            return;
        }

        _clients[client].Visit--;
        if (_options.CrashChance > 0 && _random.Unit() < _options.CrashChance)
        {
            _crashes++;
            _events.Add(_now + _options.LeaseMs, EventKind.LeaseEnds, client);
        }
        else
        {
            _events.Add(_now + _serviceMs[operation], EventKind.Served, client);
        }
    }

    private void GiveBack(int client)
    {
        if (_clients[client].Visit < 0)
            End(client);
        else
            Send(client, EventKind.ReleaseArrives, toSite: true);
    }

    private double HandlingMs(int client)
    {
        Visit visit = VisitOf(client);
        return visit.Locks.Length * _halfLockMs[visit.Site];
    }

    private void Free(int client)
    {
        foreach (int l in VisitOf(client).Locks)
            _table.Leave((client * _width) + l, _granted);
        foreach (int place in _granted)
            Grant(place / _width);
        _granted.Clear();
    }

    private void End(int client)
    {
        double took = _now - _clients[client].Start;
        _times[_clients[client].Operation].Add(took);
        _total += took;
        _done++;
        if (_isOpen)
            _idle.Push(client);
        else
            _events.Add(_now + _problem.Workload.ThinkMs, EventKind.Ready, client);
    }

    private void Send(int client, EventKind arrival, bool toSite)
    {
        int site = VisitOf(client).Site;
        Duration leg = toSite ? _problem.Network.OneWay[_clients[client].Site][site] : _problem.Network.OneWay[site][_clients[client].Site];
        double ms = leg.Deviation == 0 ? leg.Mean : leg.Mean + (leg.Deviation * (_random.Exponential() - 1));
        _events.Add(_now + ms, arrival, client);
    }

    /// <summary>A message waits for the server of the site, which does one at a time in the order of arrival.</summary>
    private void Handle(EventKind then, int client)
    {
        if (_problem.Network.ServerMs == 0)
        {
            Happen(then, client);
            return;
        }

        ref double freeAt = ref _serverFreeAt[VisitOf(client).Site];
        freeAt = Math.Max(_now, freeAt) + _problem.Network.ServerMs;
        _events.Add(freeAt, then, client);
    }
}
