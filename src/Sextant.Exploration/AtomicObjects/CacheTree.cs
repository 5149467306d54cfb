namespace Sextant.Exploration.AtomicObjects;

/// <summary>
/// A state of the kernel as its canonical bytes: one byte of promised time for each replica, then the caches in the order
/// of (time, version, commit), 5 bytes each, the root first. A cache's parent always stands before it.
/// </summary>
internal readonly ref struct CacheTree(ReadOnlySpan<byte> bytes, int nodes)
{
    public const int CacheBytes = 5;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Count => (_bytes.Length - nodes) / CacheBytes;

    /// <summary>The largest time that the replica has promised.</summary>
    public int Promised(int node) => _bytes[node];

    public ReadOnlySpan<byte> Promises => _bytes[..nodes];

    public Cache this[int index] => Cache.Read(_bytes[(nodes + (index * CacheBytes))..]);

    /// <summary>The greatest cache that the replica supports. The root has everybody's support.</summary>
    public int Active(int node)
    {
        int index = Count - 1;
        while ((this[index].Supporters >> node & 1) == 0)
            index--;
        return index;
    }

    public int LastCommit(int node)
    {
        int index = Count - 1;
        while (this[index] is var cache && (!cache.IsCommit || (cache.Supporters >> node & 1) == 0))
            index--;
        return index;
    }

    public bool IsAncestor(int ancestor, int index)
    {
        while (index > ancestor)
            index = this[index].Parent;
        return index == ancestor;
    }
}

/// <summary>
/// A cache. An election has version 0, the calls that follow it 1, 2 and so on; a commit has the version of the call that
/// it commits, and is greater.
/// </summary>
/// <param name="Rank">Twice the version, and one more for a commit.</param>
/// <param name="Parent">Its position; the root is its own.</param>
/// <param name="Caller">Who pulled, invoked or pushed.</param>
/// <param name="Voters">Of an election and a commit, who took part; of a call, nobody.</param>
internal readonly record struct Cache(byte Time, byte Rank, byte Parent, byte Caller, byte Voters)
{
    public int Version => Rank >> 1;

    public bool IsCommit => (Rank & 1) == 1;

    public bool IsElection => Rank == 0;

    public bool IsCall => !IsCommit && !IsElection;

    /// <summary>One bit a replica: the voters of a commit, of anything else its caller alone.</summary>
    public int Supporters => IsCommit ? Voters : 1 << Caller;

    /// <summary>The order in which caches are greater; what stands equal differs in nothing else.</summary>
    public int Place => (Time << 8) | Rank;

    public static Cache Read(ReadOnlySpan<byte> bytes) => new(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]);

    public void Write(Span<byte> bytes)
    {
        bytes[0] = Time;
        bytes[1] = Rank;
        bytes[2] = Parent;
        bytes[3] = Caller;
        bytes[4] = Voters;
    }
}
