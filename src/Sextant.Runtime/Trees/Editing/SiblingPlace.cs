namespace Sextant.Runtime.Trees.Editing;

/// <summary>Where among the children of its new parent a node goes.</summary>
public abstract record SiblingPlace
{
    private SiblingPlace()
    {
    }

    public static SiblingPlace First { get; } = new AtIndex(0);

    /// <summary>The end, as it is at the operation's time: what concurrent operations put there comes before or after, alike everywhere.</summary>
    public static SiblingPlace Last { get; } = new AtEnd();

    public static SiblingPlace At(int index) => new AtIndex(index);

    public static SiblingPlace Before(NodeId sibling) => new BeforeSibling(sibling);

    public static SiblingPlace After(NodeId sibling) => new AfterSibling(sibling);

    public sealed record AtEnd : SiblingPlace;

    /// <summary>Before the child that has the index now, the moved node not counted; a greater index than there are children means the end.</summary>
    public sealed record AtIndex(int Index) : SiblingPlace;

    public sealed record BeforeSibling(NodeId Sibling) : SiblingPlace;

    public sealed record AfterSibling(NodeId Sibling) : SiblingPlace;
}
