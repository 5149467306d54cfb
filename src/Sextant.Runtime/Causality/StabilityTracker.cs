namespace Sextant.Runtime.Causality;

/// <summary>
/// What every member of a group has. A member tells its version from time to time; whatever it makes later comes after all of
/// that. What all have told is stable: nothing can come before it any more. Members join and leave; one that says nothing holds stability back.
/// </summary>
public sealed class StabilityTracker
{
    private readonly SortedDictionary<ReplicaId, VersionVector> _told = [];

    public IReadOnlyCollection<ReplicaId> Members => _told.Keys;

    /// <summary>A member that joins has what it tells; until then it holds everything back.</summary>
    public void Join(ReplicaId member) => _told.TryAdd(member, VersionVector.Empty);

    /// <summary>A member that has left makes no more operations: those that are on their way are refused once history has been pruned.</summary>
    public void Leave(ReplicaId member) => _told.Remove(member);

    /// <summary>What a member tells. Versions that arrive out of order do no harm; replicas that are no members are not listened to.</summary>
    public void Tell(ReplicaId member, VersionVector version)
    {
        if (_told.TryGetValue(member, out VersionVector? before))
            _told[member] = before.Join(version);
    }

    /// <summary>
    /// What is stable, as far as this replica, which has <paramref name="own"/>, can know. A member's word counts only when all that
    /// it had made by then is here: otherwise something of it could still arrive from before.
    /// </summary>
    public VersionVector StableAt(VersionVector own)
    {
        VersionVector stable = own;
        foreach ((ReplicaId member, VersionVector told) in _told)
        {
            if (own[member] < told[member])
                return VersionVector.Empty;
            stable = stable.Meet(told);
        }
        return stable;
    }
}
