using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// A type as the language knows it. Several of them have the same values and differ in what is assumed of these or in how
/// they merge: <c>nat</c> and <c>Max[int]</c> are both stored as <c>int</c>.
/// </summary>
internal abstract record SxtType
{
    public static readonly SxtType Boolean = new Bool();
    public static readonly SxtType Integer = new Int();
    public static readonly SxtType Natural = new Nat();
    public static readonly SxtType String = new Text();

    /// <summary>What a method yields that yields nothing.</summary>
    public static readonly SxtType Nothing = new Tuple([]);

    /// <summary>How values are stored.</summary>
    public abstract DataType Data { get; }

    /// <summary>What remains of the type when nobody asks how it merges: types with equal erasures take each other's values.</summary>
    public virtual SxtType Erased => this;

    /// <summary>What is read where a field of this type is named.</summary>
    public virtual SxtType Shown => this;

    /// <summary>The types that it is made of, as they are written.</summary>
    public virtual IEnumerable<SxtType> MadeOf => [];

    public sealed record Bool : SxtType
    {
        public override DataType Data => DataType.Boolean;

        public override string ToString() => "bool";
    }

    public sealed record Int : SxtType
    {
        public override DataType Data => DataType.Integer;

        public override string ToString() => "int";
    }

    public sealed record Nat : SxtType
    {
        public override DataType Data => DataType.Integer;

        public override SxtType Erased => Integer;

        public override string ToString() => "nat";
    }

    public sealed record Text : SxtType
    {
        public override DataType Data => DataType.String;

        public override string ToString() => "string";
    }

    /// <summary>A list, assigned at any index, or a vector, which has no holes.</summary>
    public sealed record List(SxtType Element, bool IsDense) : SxtType
    {
        public override DataType Data => new DataType.List(Element.Data, IsDense);

        public override SxtType Erased => new List(Element.Erased, IsDense);

        public override IEnumerable<SxtType> MadeOf => [Element];

        public override string ToString() => IsDense ? $"Vector[{Element}]" : $"[{Element}]";
    }

    /// <summary>Nothing is known of its values but that they can be compared.</summary>
    public sealed record Uninterpreted(SortSymbol Symbol) : SxtType
    {
        public override DataType Data => new DataType.Sort(Symbol, []);

        public override string ToString() => Symbol.Name;
    }

    /// <summary>A parameter of the record that is being declared, or of the function that is checked for all types at once.</summary>
    public sealed record Parameter(int Index, string Name) : SxtType
    {
        public override DataType Data => new DataType.Parameter(Index);

        public override string ToString() => Name;
    }

    public sealed record Enum(DatatypeSymbol Symbol, bool IsOrdered) : SxtType
    {
        public override DataType Data => new DataType.Datatype(Symbol, []);

        public override string ToString() => Symbol.Name;
    }

    /// <summary>The fields' types have the arguments in the place of the parameters.</summary>
    public sealed record Record(DatatypeSymbol Symbol, EquatableArray<SxtType> Arguments, EquatableArray<SxtType> Fields) : SxtType
    {
        public override DataType Data => new DataType.Datatype(Symbol, Arguments.Select(a => a.Data).ToEquatable());

        public override SxtType Erased => new Record(Symbol, Arguments.Select(a => a.Erased).ToEquatable(), Fields.Select(f => f.Erased).ToEquatable());

        public override IEnumerable<SxtType> MadeOf => Arguments;

        public override string ToString() => Arguments.Count == 0 ? Symbol.Name : $"{Symbol.Name}[{string.Join(", ", Arguments)}]";
    }

    public sealed record Option(SxtType Element) : SxtType
    {
        public override DataType Data => new DataType.Datatype(DatatypeSymbol.Option, [Element.Data]);

        public override SxtType Erased => new Option(Element.Erased);

        public override IEnumerable<SxtType> MadeOf => [Element];

        public override string ToString() => Element is Tuple ? $"option ({Element})" : $"option {Element}";
    }

    public sealed record Tuple(EquatableArray<SxtType> Parts) : SxtType
    {
        public override DataType Data => new DataType.Datatype(DatatypeSymbol.Tuple(Parts.Count), Parts.Select(p => p.Data).ToEquatable());

        public override SxtType Erased => new Tuple(Parts.Select(p => p.Erased).ToEquatable());

        public override IEnumerable<SxtType> MadeOf => Parts;

        public override string ToString() => Parts.Count == 0 ? "nothing" : string.Join(" * ", Parts.Select(p => p is Tuple ? $"({p})" : p.ToString()));
    }

    /// <summary>A set, or a map of which a key may be absent. A key that is a tuple is stored as several indices.</summary>
    public abstract record Collection(SxtType Key) : SxtType
    {
        protected abstract DataType Range { get; }

        public override IEnumerable<SxtType> MadeOf => [Key];

        public override DataType Data => new DataType.Map(0, Indices(Key).Select(k => k.Data).ToEquatable(), Range);

        /// <summary>The types of the indices: those of the parts of a tuple, or the key alone.</summary>
        public static IEnumerable<SxtType> Indices(SxtType key) => key is Tuple tuple ? tuple.Parts.SelectMany(Indices) : [key];
    }

    public sealed record Set(SxtType Key) : Collection(Key)
    {
        protected override DataType Range => DataType.Boolean;

        public override SxtType Erased => new Set(Key.Erased);

        public override string ToString() => $"Set[{Key}]";
    }

    public sealed record Map(SxtType Key, SxtType Value) : Collection(Key)
    {
        protected override DataType Range => new Option(Value).Data;

        public override IEnumerable<SxtType> MadeOf => [Key, Value];

        public override SxtType Erased => new Map(Key.Erased, Value.Erased);

        public override string ToString() => $"Map[{Key} -> {Value}]";
    }

    /// <summary>A map of sets, maps or counters, or of records of them, which is stored as <see cref="Storage"/> says.</summary>
    public sealed record Keyed(SxtType Key, SxtType Value) : Collection(Key)
    {
        protected override DataType Range => throw new InvalidOperationException("what a map of sets or maps holds is no value of one type");

        public override DataType Data => Storage.DataAt(Key, Value);

        public override IEnumerable<SxtType> MadeOf => [Key, Value];

        public override string ToString() => $"Map[{Key} -> {Value}]";
    }

    /// <summary>A set whose elements may be taken out once and for all.</summary>
    public sealed record TwoPhaseSet(SxtType Key) : Collection(Key)
    {
        protected override DataType Range => new DataType.Datatype(TwoPhase.Symbol, []);

        public override SxtType Erased => new Set(Key.Erased);

        public override string ToString() => $"TwoPhaseSet[{Key}]";
    }

    /// <summary>A set to which elements are only added.</summary>
    public sealed record GrowSet(SxtType Key) : Collection(Key)
    {
        protected override DataType Range => DataType.Boolean;

        public override SxtType Erased => new Set(Key.Erased);

        public override SxtType Shown => new Set(Key);

        public override string ToString() => $"GSet[{Key}]";
    }

    /// <summary>The greater of two values, or the smaller.</summary>
    public sealed record Extreme(SxtType Element, bool IsMaximum) : SxtType
    {
        public override DataType Data => Element.Data;

        public override SxtType Erased => Element.Erased;

        public override SxtType Shown => Element;

        public override IEnumerable<SxtType> MadeOf => [Element];

        public override string ToString() => $"{(IsMaximum ? "Max" : "Min")}[{Element}]";
    }

    /// <summary>True once it is true anywhere.</summary>
    public sealed record Flag : SxtType
    {
        public override DataType Data => DataType.Boolean;

        public override SxtType Erased => Boolean;

        public override SxtType Shown => Boolean;

        public override string ToString() => "Flag";
    }

    /// <summary>
    /// A set in which an element stays that was added where its removal was not seen; as a register, the values of all writes
    /// that no other one has seen. What is stored has one more index, the dot.
    /// </summary>
    public sealed record Observed(SxtType Key, SxtType Dot, bool IsRegister) : Collection(Key)
    {
        protected override DataType Range => new DataType.Datatype(Seen.Symbol, []);

        public override DataType Data => new DataType.Map(0, [.. Indices(Key).Select(k => k.Data), Dot.Data], Range);

        public override SxtType Erased => new Set(Key.Erased);

        public override string ToString() => $"{(IsRegister ? "MV" : "ORSet")}[{Key}]";
    }

    /// <summary>How much each replica has counted; the value is the sum.</summary>
    public sealed record Counter(SxtType Replica, bool GoesDown) : SxtType
    {
        /// <summary>What stands in front of the replica where there is a counter for each key; else null.</summary>
        public SxtType? Key { get; init; }

        public override DataType Data => new DataType.Map(0, [.. Key is null ? [] : Collection.Indices(Key).Select(k => k.Data), Replica.Data],
            GoesDown ? new DataType.Datatype(Tally.Symbol, []) : DataType.Integer);

        public override SxtType Erased => Integer;

        public override SxtType Shown => GoesDown ? Integer : Natural;

        public override string ToString() => GoesDown ? "PNCounter" : "GCounter";
    }

    /// <summary>The value that was written last.</summary>
    public sealed record LastWrite(SxtType Element, SxtType Replica) : SxtType
    {
        public override DataType Data => new DataType.Datatype(Write.Symbol, [Replica.Data, Element.Data]);

        public override SxtType Erased => Element.Erased;

        public override SxtType Shown => Element;

        public override IEnumerable<SxtType> MadeOf => [Element];

        public override string ToString() => $"LWW[{Element}]";
    }
}
