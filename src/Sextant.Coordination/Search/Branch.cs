namespace Sextant.Coordination.Search;

/// <summary>A partial plan that is still to be looked into: one more pair than its parent has a lock.</summary>
/// <param name="Parent">Null for the one without any pair.</param>
/// <param name="Lock">The number of the lock that the pair has joined, or begun.</param>
/// <param name="Bound">No completion that is cheaper than the best plan costs less.</param>
internal sealed record Branch(Branch? Parent, int Lock, int Site, double Bound)
{
    public static Branch Root { get; } = new(null, 0, 0, 0);

    /// <summary>How many pairs have a lock.</summary>
    public int Placed { get; } = Parent is null ? 0 : Parent.Placed + 1;

    /// <summary>Whether the bound counts what operations wait for one another.</summary>
    public bool KnowsWaits { get; init; }

    public void WriteTo(PartialPlan partial)
    {
        partial.Clear();
        Place(partial);
    }

    private void Place(PartialPlan partial)
    {
        if (Parent is null)
            return;
        Parent.Place(partial);
        partial.Place(Lock, Site);
    }
}
