namespace Sextant.Exploration.AtomicObjects;

/// <summary>One transition of the kernel.</summary>
/// <param name="Node">Who acts.</param>
/// <param name="Voters">One bit a replica that took part; none for invoke.</param>
/// <param name="Time">The time that pull chose, or that of the cache which is extended or committed.</param>
/// <param name="Version">Of invoke the version of the new call, of push the last version that is committed.</param>
/// <param name="Succeeds">Whether the votes were a quorum.</param>
public readonly record struct KernelAction(KernelActionKind Kind, int Node, int Voters, int Time, int Version, bool Succeeds)
{
    public override string ToString()
    {
        int asked = Voters;
        string voters = string.Join(',', Enumerable.Range(0, KernelBounds.MaxNodes).Where(n => (asked >> n & 1) == 1).Select(n => $"{n + 1}"));
        string outcome = Succeeds ? "" : ": FAIL";
        return Kind switch
        {
            KernelActionKind.Pull => $"{Node + 1}: pull at {Time} from {{{voters}}}{outcome}",
            KernelActionKind.Invoke => $"{Node + 1}: invoke at {Time}.{Version}",
            _ => $"{Node + 1}: push {Time}.{Version} to {{{voters}}}{outcome}",
        };
    }
}

public enum KernelActionKind
{
    Pull,
    Invoke,
    Push,
}
