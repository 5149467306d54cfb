using System.Text;

namespace Sextant.Bench.Agreement;

/// <summary>An object that was made by chance, as parts that can be left out one by one until only what matters is left.</summary>
/// <param name="Others">Whole members: a merge, an order, concurrency invariants.</param>
internal sealed record SmallObject(EquatableArray<string> Fields, EquatableArray<string> Invariants, EquatableArray<string> Others, EquatableArray<SmallOperation> Operations)
{
    private const string Types = """
          enum Item := A, B;
          enum Level := LOW < MID < HIGH;

        """;

    public string Text
    {
        get
        {
            var text = new StringBuilder($"replicated Small {{\n{Types}");
            if (Fields.Any(f => f.Contains("Replica", StringComparison.Ordinal)))
                text.Append("  type Replica;\n");
            foreach (string declared in Fields)
                text.Append($"  shared {declared};\n");
            foreach (string invariant in Invariants)
                text.Append($"  invariant {invariant};\n");
            foreach (string other in Others)
                text.Append($"  {other}\n");
            foreach (SmallOperation operation in Operations)
                text.Append(operation.Text);
            return text.Append("}\n").ToString();
        }
    }

    /// <summary>The objects that lack one part of this one, the larger parts first.</summary>
    public IEnumerable<SmallObject> Smaller() =>
    [
        .. Without(Operations).Select(o => this with { Operations = o }),
        .. Without(Invariants).Select(i => this with { Invariants = i }),
        .. Without(Others).Select(o => this with { Others = o }),
        .. Without(Fields).Select(f => this with { Fields = f }),
        .. Operations.SelectMany((operation, i) => operation.Smaller().Select(s => this with { Operations = Operations.Select((o, j) => j == i ? s : o).ToEquatable() })),
    ];

    internal static IEnumerable<EquatableArray<T>> Without<T>(EquatableArray<T> all) => Enumerable.Range(0, all.Count).Select(i => all.Where((_, j) => j != i).ToEquatable());
}

/// <param name="Parameters">With their types, as in <c>x: Item</c>.</param>
/// <param name="Body">Statements, each with its semicolon.</param>
internal sealed record SmallOperation(string Name, EquatableArray<string> Parameters, EquatableArray<string> Requires, EquatableArray<string> Body)
{
    public string Text => $"  op {Name}({string.Join(", ", Parameters)})\n{string.Concat(Requires.Select(r => $"    requires {r}\n"))}  {{ {string.Join(' ', Body)} }}\n";

    public IEnumerable<SmallOperation> Smaller() =>
    [
        .. SmallObject.Without(Body).Select(b => this with { Body = b }),
        .. SmallObject.Without(Requires).Select(r => this with { Requires = r }),
        .. SmallObject.Without(Parameters).Select(p => this with { Parameters = p }),
    ];
}
