namespace Sextant.Exploration.Search;

/// <summary>
/// What can be explored: states that are canonical bytes (equal states have equal bytes), and what can happen in each. An
/// instance serves one thread at a time and may keep scratch memory between calls.
/// </summary>
public interface IModel
{
    EquatableArray<Property> Properties { get; }

    /// <summary>Gives every initial state.</summary>
    void Begin(ISuccessors found);

    /// <summary>Gives the state after each enabled action. Their order depends on the state alone, so that a path is a list of positions in it.</summary>
    void Expand(ReadOnlySpan<byte> state, ISuccessors found);

    /// <summary>Whether the condition of the property with this index is true of the state.</summary>
    bool Holds(int property, ReadOnlySpan<byte> state);
}

/// <summary>Takes the states that a model gives.</summary>
public interface ISuccessors
{
    /// <summary>The bytes are copied where they are needed.</summary>
    void Add(ReadOnlySpan<byte> state);
}

public enum PropertyKind
{
    /// <summary>True of every state that can be reached.</summary>
    Always,
    /// <summary>True of one state that can be reached, at the least.</summary>
    Sometimes,
}

public sealed record Property(string Name, PropertyKind Kind);
