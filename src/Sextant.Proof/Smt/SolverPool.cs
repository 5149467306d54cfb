namespace Sextant.Proof.Smt;

/// <summary>
/// Keeps solver processes alive between questions, since starting one costs far more than most answers. Safe for many threads.
/// </summary>
internal sealed class SolverPool(SolverConfiguration configuration, int capacity) : IDisposable
{
    private readonly SemaphoreSlim _free = new(capacity, capacity);
    private readonly Lock _gate = new();
    private readonly Stack<SolverSession> _idle = new();
    private readonly HashSet<SolverSession> _owned = [];
    private readonly HashSet<SolverSession> _rented = [];
    private SolverSession? _spare;
    private bool _disposed;

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

    /// <summary>Gives a session back, dead or alive.</summary>
    public void Return(SolverSession session)
    {
        lock (_gate)
        {
            if (!_rented.Remove(session))
                throw new InvalidOperationException("The session is not rented from this pool.");
            if (!_disposed && session.IsAlive)
                _idle.Push(session);
            else
                Discard(session);
        }
        _free.Release();
    }

    /// <summary>
    /// A session whose process has no history, so that its models are the same in every run. It is the caller's to dispose of
    /// and is handed to nobody else. The next one is already started, so as not to be waited for.
    /// </summary>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    public SolverSession StartFresh()
    {
        SolverSession? spare;
        lock (_gate)
        {
            spare = _spare;
            _spare = null;
            if (spare is not null)
                _owned.Remove(spare);
        }
        PrepareFresh();
        if (spare is { IsAlive: true })
            return spare;
        spare?.Dispose();
        return new SolverSession(configuration);
    }

    /// <summary>Starts the process that the next <see cref="StartFresh"/> will hand out, unless there is one; it loads while we go on.</summary>
    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    public void PrepareFresh()
    {
        lock (_gate)
        {
            if (_spare is null && !_disposed)
            {
                _spare = new SolverSession(configuration);
                _owned.Add(_spare);
            }
        }
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
            _spare = null;
        }
        foreach (SolverSession session in sessions)
            session.Dispose();
    }

    private SolverSession? TakeIdle()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
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
