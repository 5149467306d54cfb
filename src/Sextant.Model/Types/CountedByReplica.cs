namespace Sextant.Model.Types;

/// <summary>
/// What replicas remember of an element that each of them may add and any of them may take out: how often the replica has
/// added it, and how many of these times whoever took it out had seen. Both only grow, so that merge takes the greater of
/// each; the element is there while one replica's additions were not all seen. An optimised observed-remove set (Bieniusa
/// et al., 2012) with the elements of one replica numbered for each element alone.
/// </summary>
public static class Dots
{
    public const string Name = "ORSet.Dots";

    public static readonly DatatypeConstructor Constructor = new(Name,
        [new DatatypeField("added", DataType.Integer), new DatatypeField("removed", DataType.Integer)]);

    public static readonly DatatypeSymbol Symbol = new(Name, DatatypeKind.Record, [Constructor]);
}

/// <summary>How much one replica has counted up, and how much down.</summary>
public static class Tally
{
    public static readonly DatatypeConstructor Constructor = new("PNCounter.Tally",
        [new DatatypeField("up", DataType.Integer), new DatatypeField("down", DataType.Integer)]);

    public static readonly DatatypeSymbol Symbol = new("PNCounter.Tally", DatatypeKind.Record, [Constructor]);
}

/// <summary>
/// A write to a register of which the last one counts: after how many others it was made, by whom, and what was written. The
/// value that a register begins with was written by nobody. The parameters are the type of replicas and that of values.
/// </summary>
public static class Write
{
    public static readonly DatatypeConstructor Constructor = new("LWW",
    [
        new DatatypeField("at", DataType.Integer),
        new DatatypeField("by", new DataType.Datatype(DatatypeSymbol.Option, [new DataType.Parameter(0)])),
        new DatatypeField("value", new DataType.Parameter(1)),
    ]);

    public static readonly DatatypeSymbol Symbol = new("LWW", DatatypeKind.Record, [Constructor]);
}
