using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Binds what locks and escrows have in common: a name, keys, and operations of which some arguments are keys.</summary>
internal sealed class KeyBinder(DiagnosticBag diagnostics, TypeBinder types, IReadOnlyList<Operation> operations, IReadOnlySet<string> declared)
{
    /// <summary>Stands for an argument that nobody asks for.</summary>
    public const string NoName = "_";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reports a name that another lock or escrow has.</summary>
    public void Declare(Identifier name)
    {
        if (!_names.Add(name.Text))
            diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two");
    }

    /// <summary>Null when one is wrong, which has been reported.</summary>
    public IReadOnlyList<BoundKey>? Keys(EquatableArray<Parameter> written)
    {
        var keys = new List<BoundKey>();
        foreach (Parameter key in written)
        {
            if (key.Type is null)
                diagnostics.Report(DiagnosticCodes.TypeMismatch, key.Name.Span, $"the key `{key.Name.Text}` has no type", "write `name: type`");
            else if (keys.Exists(k => k.Name == key.Name.Text))
                diagnostics.Report(DiagnosticCodes.DuplicateName, key.Name.Span, $"`{key.Name.Text}` is declared twice", "rename or remove one of the two");
            else if (types.Bind(key.Type) is { } type)
                keys.Add(new BoundKey(key.Name.Text, key.Name.Span, type));
        }

        return keys.Count < written.Count ? null : keys;
    }

    /// <summary>The operation that a use names, with as many arguments; null when there is none, which has been reported.</summary>
    public Operation? Operation(Identifier name, EquatableArray<Identifier> arguments, SourceSpan span)
    {
        if (operations.FirstOrDefault(o => o.Name == name.Text) is not { } operation)
        {
            if (!declared.Contains(name.Text))
                diagnostics.Report(DiagnosticCodes.UnknownName, name.Span, $"no operation is called `{name.Text}`", Spelling.Suggest(name.Text, declared) ?? "name an operation of the object");
            return null;
        }

        if (arguments.Count == operation.Given.Count())
            return operation;
        diagnostics.Report(DiagnosticCodes.WrongArgumentCount, span, $"`{operation.Name}` takes {operation.Given.Count()} arguments, and {arguments.Count} are named",
            "name the keys among the arguments, and write `_` for each other one");
        return null;
    }

    /// <summary>The positions at which a use names the keys; null when one is named wrongly, which has been reported.</summary>
    public int[]? KeyParameters(IReadOnlyList<BoundKey> keys, Operation operation, EquatableArray<Identifier> arguments, SourceSpan span)
    {
        int?[] parameters = [.. keys.Select(k => ParameterOf(k, operation, arguments, span))];
        return Array.Exists(parameters, p => p is null) ? null : [.. parameters.Select(p => p!.Value)];
    }

    /// <summary>Exactly one, or it would not be known which key is meant.</summary>
    private int? ParameterOf(BoundKey key, Operation operation, EquatableArray<Identifier> arguments, SourceSpan span)
    {
        int[] places = [.. Enumerable.Range(0, arguments.Count).Where(i => arguments[i].Text == key.Name)];
        if (places.Length != 1)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, span, $"the key `{key.Name}` stands {(places.Length == 0 ? "nowhere" : "twice")} among the arguments of `{operation.Name}`",
                places.Length == 0 ? "every operation that is listed here names all of the keys" : "write one use for each argument that is a key");
            return null;
        }

        VariableSymbol parameter = operation.Parameters[places[0]];
        if (parameter.Type == key.Type.Data)
            return places[0];
        diagnostics.Report(DiagnosticCodes.TypeMismatch, arguments[places[0]].Span, $"the key `{key.Name}` is of type `{key.Type}`, and the parameter `{parameter.Name}` of `{operation.Name}` is not");
        return null;
    }
}

/// <summary>A key of a lock or an escrow.</summary>
internal sealed record BoundKey(string Name, SourceSpan Span, SxtType Type);
