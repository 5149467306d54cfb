using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// Two replicas that have seen the same operations run one each, of which neither has seen the other's. Each state satisfies the invariant,
/// no lock keeps the two runs apart, and each uses rights of its own.
/// </summary>
internal sealed record ConcurrentRuns(Party Here, Party There, PartyRun One, PartyRun Two)
{
    /// <summary>Null where a lock keeps the two operations apart whatever their arguments are.</summary>
    public static ConcurrentRuns? Of(ObligationScript s)
    {
        if (LockExclusion.IsWhole(s))
            return null;
        Party here = s.State(0);
        Party there = s.Twin(here, 1);
        s.Assume(s.Object.Invariant, there);
        PartyRun one = s.RunBy(here, s.Operation);
        PartyRun two = s.RunBy(there, s.Subject.Other);
        LockExclusion.AssumeApart(s, one.Entry, two.Entry);
        EscrowRights.AssumeApart(s, s.EnvOf(here), one.Entry, two.Entry);
        return new ConcurrentRuns(here, there, one, two);
    }
}
