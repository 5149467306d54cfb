namespace Sextant.Model.Types;

/// <summary>What a two-phase set knows of one element; it only ever moves on from one to the next.</summary>
public static class TwoPhase
{
    public const string Name = "TwoPhase";
    public const string Absent = "absent";
    public const string Present = "present";
    public const string Removed = "removed";

    public static readonly DatatypeSymbol Symbol = new(Name, DatatypeKind.Enumeration,
        [new DatatypeConstructor(Absent, []), new DatatypeConstructor(Present, []), new DatatypeConstructor(Removed, [])]);
}
