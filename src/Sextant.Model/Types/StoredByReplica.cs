namespace Sextant.Model.Types;

/// <summary>
/// What replicas remember of an element and a dot: nothing, that the run of an operation which the dot names has added the
/// element, or that whoever has taken it out had seen that. It only ever moves on from one to the next, and merge takes the later one. An
/// element is there while one of its dots is not taken out: an observed-remove set (Shapiro et al., 2011, section 3.3.5).
/// </summary>
public static class Seen
{
    public const string Name = "ORSet.Seen";
    public const string Unseen = "unseen";
    public const string Added = "added";
    public const string Gone = "gone";

    public static readonly DatatypeSymbol Symbol = new(Name, DatatypeKind.Enumeration,
        [new DatatypeConstructor(Unseen, []), new DatatypeConstructor(Added, []), new DatatypeConstructor(Gone, [])]);
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
