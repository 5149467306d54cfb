namespace Sextant.Coordination.Simulation;

/// <summary>What will happen next: a heap of four children a node, ordered by time, then by the order in which the events were added.</summary>
internal sealed class EventQueue
{
    private Entry[] _heap = new Entry[256];
    private uint _added;

    public int Count { get; private set; }

    public void Add(double time, EventKind kind, int client)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, 2 * Count);
        var entry = new Entry(time, _added++, client, kind);
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) >> 2;
            if (!entry.IsBefore(_heap[parent]))
                break;
            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = entry;
    }

    public Entry Take()
    {
        Entry first = _heap[0];
        Entry last = _heap[--Count];
        int hole = 0;
        while (true)
        {
            int child = (hole << 2) + 1;
            if (child >= Count)
                break;
            int least = child;
            int end = Math.Min(child + 4, Count);
            for (int other = child + 1; other < end; other++)
            {
                if (_heap[other].IsBefore(_heap[least]))
                    least = other;
            }

            if (!_heap[least].IsBefore(last))
                break;
            _heap[hole] = _heap[least];
            hole = least;
        }

        _heap[hole] = last;
        return first;
    }

    internal readonly record struct Entry(double Time, uint Order, int Client, EventKind Kind)
    {
        public bool IsBefore(in Entry other) => Time < other.Time || (Time == other.Time && Order < other.Order);
    }
}

/// <summary>What happens to a client, or to a message of its at a site.</summary>
internal enum EventKind
{
    /// <summary>The client begins its next operation.</summary>
    Ready,
    /// <summary>A request for locks reaches the site of the client's current visit.</summary>
    RequestArrives,
    /// <summary>The server of the site has taken it up.</summary>
    RequestHandled,
    /// <summary>The site has handled the lock that it granted, and goes on to the next one or answers.</summary>
    Acquired,
    /// <summary>The answer reaches the client.</summary>
    GrantArrives,
    /// <summary>The client has done its work.</summary>
    Served,
    /// <summary>What the client gives back reaches the site.</summary>
    ReleaseArrives,
    /// <summary>The server of the site has taken it up.</summary>
    ReleaseHandled,
    /// <summary>The site has freed the locks.</summary>
    Released,
    /// <summary>The client hears of it.</summary>
    AckArrives,
    /// <summary>The lease of a dead client ends, at the sites whose locks it holds.</summary>
    LeaseEnds,
}
