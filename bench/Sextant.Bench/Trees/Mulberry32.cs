namespace Sextant.Bench.Trees;

/// <summary>The small generator that the workloads are defined by: 32 bits of state, the same numbers in every language.</summary>
internal sealed class Mulberry32(uint seed)
{
    private uint _state = seed;

    public uint Next()
    {
        _state += 0x6D2B79F5;
        uint t = (_state ^ (_state >> 15)) * (1 | _state);
        t = (t + ((t ^ (t >> 7)) * (61 | t))) ^ t;
        return t ^ (t >> 14);
    }

    /// <summary>A number from 0 up to but not including <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((ulong)Next() * (ulong)bound) >> 32);
}
