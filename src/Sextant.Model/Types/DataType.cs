namespace Sextant.Model.Types;

/// <summary>The type of a value. Two types are the same type exactly when they are equal.</summary>
public abstract record DataType
{
    private DataType()
    {
    }

    public static readonly DataType Boolean = new Bool();
    public static readonly DataType Integer = new Int();
    public static readonly DataType RealNumber = new Real();
    public static readonly DataType String = new Text();

    public sealed record Bool : DataType
    {
        public override string ToString() => "bool";
    }

    /// <summary>Integers of any size.</summary>
    public sealed record Int : DataType
    {
        public override string ToString() => "int";
    }

    public sealed record Real : DataType
    {
        public override string ToString() => "real";
    }

    /// <summary><paramref name="Width"/> bits, at least one.</summary>
    public sealed record BitVector(int Width) : DataType
    {
        public override string ToString() => $"bv{Width}";
    }

    /// <summary>Texts of any length.</summary>
    public sealed record Text : DataType
    {
        public override string ToString() => "string";
    }

    /// <summary>
    /// Elements at the indices from 0 on. A dense one is assigned within its length or just behind it; any other at every
    /// index, and what was never written in between cannot be read.
    /// </summary>
    public sealed record List(DataType Element, bool IsDense) : DataType
    {
        public override string ToString() => IsDense ? $"Vector[{Element}]" : $"[{Element}]";
    }

    /// <summary>An uninterpreted type: a constructor applied to as many arguments as it has parameters.</summary>
    public sealed record Sort(SortSymbol Symbol, EquatableArray<DataType> Arguments) : DataType
    {
        public override string ToString() => Arguments.Count == 0
            ? Symbol.Name
            : $"{Symbol.Name} {string.Join(' ', Arguments.Select(a => a is Map or Sort { Arguments.Count: > 0 } ? $"({a})" : $"{a}"))}";
    }

    /// <summary>
    /// A total map. With <paramref name="ParameterCount"/> above zero it is polymorphic: domain and range may mention
    /// <see cref="Parameter"/> 0 to count-1, and each selection chooses them. Polymorphic maps do not nest in one another.
    /// </summary>
    public sealed record Map(int ParameterCount, EquatableArray<DataType> Domain, DataType Range) : DataType
    {
        public override string ToString()
        {
            string parameters = ParameterCount == 0 ? "" : $"<{string.Join(", ", Enumerable.Range(0, ParameterCount).Select(Parameter.NameOf))}>";
            return $"{parameters}[{string.Join(", ", Domain)}]{Range}";
        }
    }

    /// <summary>
    /// Values that are built by constructors: an enumeration, an option, a record, a tuple. No such type contains itself.
    /// </summary>
    public sealed record Datatype(DatatypeSymbol Symbol, EquatableArray<DataType> Arguments) : DataType
    {
        /// <summary>The types of the constructor's fields, with the arguments in the place of the parameters.</summary>
        public IEnumerable<DataType> FieldTypes(DatatypeConstructor constructor) => constructor.Fields.Select(f => Instantiate(f.Type));

        private DataType Instantiate(DataType type) => type switch
        {
            Parameter p => Arguments[p.Index],
            Sort { Arguments.Count: > 0 } s => s with { Arguments = s.Arguments.Select(Instantiate).ToEquatable() },
            Map { ParameterCount: 0 } m => new Map(0, m.Domain.Select(Instantiate).ToEquatable(), Instantiate(m.Range)),
            Datatype d => d with { Arguments = d.Arguments.Select(Instantiate).ToEquatable() },
            List l => l with { Element = Instantiate(l.Element) },
            _ => type,
        };

        public override string ToString() => Symbol.Kind switch
        {
            DatatypeKind.Option => $"option {Arguments[0]}",
            DatatypeKind.Tuple => $"({string.Join(" * ", Arguments)})",
            _ => Arguments.Count == 0 ? Symbol.Name : $"{Symbol.Name}[{string.Join(", ", Arguments)}]",
        };
    }

    /// <summary>A type parameter of the enclosing polymorphic map, or of the datatype whose field it is.</summary>
    public sealed record Parameter(int Index) : DataType
    {
        public override string ToString() => NameOf(Index);

        internal static string NameOf(int index) => index < 26 ? ((char)('a' + index)).ToString() : $"a{index}";
    }
}

/// <summary>The declaration of an uninterpreted type, with its number of parameters.</summary>
public sealed record SortSymbol(string Name, int Arity);
