namespace Sextant.Proof.Smt;

/// <summary>
/// Keeps solver processes alive between questions, since starting one costs far more than most answers. Safe for many threads.
/// </summary>
internal sealed class SolverPool(SolverConfiguration configuration, int capacity) : IDisposable
{
    /// <summary>So many processes may end without one readable reply before the solver is held to be none.</summary>
    private const int FutileMax = 3;

    private readonly SemaphoreSlim _free = new(capacity, capacity);
    private readonly Lock _gate = new();
    private readonly Stack<SolverSession> _idle = new();
    private readonly HashSet<SolverSession> _owned = [];
    private readonly HashSet<SolverSession> _rented = [];
    private bool _disposed;
    private bool _hasAnswered;
    private int _futile;
    private string _lastFutility = "";

    /// <summary>Waits until fewer sessions than the capacity are rented. What an idle session was told before is still there: reset it.</summary>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    public SolverSession Rent(CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        try
        {
            SolverSession session = TakeIdle() ?? Start();
            lock (_gate)
                _rented.Add(session);
            return session;
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>A session beside the pool, for one purpose; whoever starts it ends it.</summary>
    /// <exception cref="SolverUnavailableException">The solver cannot be run.</exception>
    public SolverSession StartAlone() => new(configuration);

    /// <summary>Another object begins, of which no session may know anything from the one before. None is rented then.</summary>
    public void StartAgain()
    {
        lock (_gate)
        {
            foreach (SolverSession session in _idle)
                session.StartAgain();
        }
    }

    /// <summary>Gives a session back, dead or alive.</summary>
    public void Return(SolverSession session)
    {
        lock (_gate)
        {
            if (!_rented.Remove(session))
                throw new InvalidOperationException("The session is not rented from this pool.");
            _hasAnswered |= session.HasAnswered;
            if (!session.IsAlive && !session.HasAnswered)
                _lastFutility = $"{++_futile} processes of it ended without an answer, the last because {session.DeathReason}";
            if (!_disposed && session.IsAlive)
                _idle.Push(session);
            else
                Discard(session);
        }
        _free.Release();
    }

    /// <summary>Ends all processes of the pool, rented ones too; their users then get unknown answers.</summary>
    public void Dispose()
    {
        SolverSession[] sessions;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            sessions = [.. _owned];
            _owned.Clear();
            _idle.Clear();
        }
        foreach (SolverSession session in sessions)
            session.Dispose();
    }

    private SolverSession? TakeIdle()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_hasAnswered && _futile >= FutileMax)
                throw new SolverUnavailableException($"`{configuration.Executable}` does not work as a solver: {_lastFutility}");
            while (_idle.TryPop(out SolverSession? session))
            {
                if (session.IsAlive)
                    return session;
                Discard(session);
            }
            return null;
        }
    }

    private SolverSession Start()
    {
        var session = new SolverSession(configuration);
        lock (_gate)
        {
            if (!_disposed)
            {
                _owned.Add(session);
                return session;
            }
        }
        session.Dispose();
        throw new ObjectDisposedException(nameof(SolverPool));
    }

    private void Discard(SolverSession session)
    {
        _owned.Remove(session);
        session.Dispose();
    }
}
