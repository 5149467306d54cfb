using Sextant.Model.Objects;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>What the locks that two operations hold say of two runs that are concurrent.</summary>
internal static class LockExclusion
{
    /// <summary>Whether some lock keeps the two apart whatever their arguments are.</summary>
    public static bool IsWhole(ObligationScript s) => Excluding(s).Any(p => p.Mine.KeyParameters.Count == 0);

    /// <summary>No lock of the same keys is held by both runs in modes that exclude each other.</summary>
    /// <param name="one">What the first operation's parameters stand for.</param>
    /// <param name="two">What the second one's stand for.</param>
    public static void AssumeApart(ObligationScript s, Env one, Env two)
    {
        foreach ((LockUse mine, LockUse other) in Excluding(s))
        {
            IEnumerable<string> equal = mine.KeyParameters.Zip(other.KeyParameters, (i, j) => $"(= {one[s.Operation.Parameters[i]]} {two[s.Subject.Other.Parameters[j]]})");
            s.Script.Assume($"(not (and {string.Join(' ', equal)}))");
        }
    }

    private static IEnumerable<(LockUse Mine, LockUse Other)> Excluding(ObligationScript s) =>
        from held in s.Object.Coordination
        from mine in held.Uses.Where(u => u.Operation == s.Operation)
        from other in held.Uses.Where(u => u.Operation == s.Subject.Other)
        where !mine.IsShared || !other.IsShared
        select (mine, other);
}
