using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Binds locks and tokens to the operations that hold them.</summary>
internal sealed class CoordinationBinder(DiagnosticBag diagnostics, TypeBinder types, IReadOnlyList<Operation> operations, IReadOnlySet<string> declared)
{
    /// <summary>Stands for an argument that is no key.</summary>
    private const string NoKey = "_";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Null when it is wrong, which has been reported.</summary>
    public KeyedLock? Bind(Member.Coordination coordination)
    {
        if (!_names.Add(coordination.Name.Text))
            diagnostics.Report(DiagnosticCodes.DuplicateName, coordination.Name.Span, $"`{coordination.Name.Text}` is declared twice", "rename or remove one of the two");
        var keys = new List<(string Name, SxtType Type)>();
        foreach (Parameter key in coordination.Keys)
        {
            if (key.Type is null)
                diagnostics.Report(DiagnosticCodes.TypeMismatch, key.Name.Span, $"the key `{key.Name.Text}` has no type", "write `name: type`");
            else if (keys.Exists(k => k.Name == key.Name.Text))
                diagnostics.Report(DiagnosticCodes.DuplicateName, key.Name.Span, $"`{key.Name.Text}` is declared twice", "rename or remove one of the two");
            else if (types.Bind(key.Type) is { } type)
                keys.Add((key.Name.Text, type));
        }

        if (keys.Count < coordination.Keys.Count)
            return null;
        LockUse?[] uses = [.. coordination.Uses.Select(u => Bind(u, keys))];
        return Array.Exists(uses, u => u is null) ? null : new KeyedLock(coordination.Name.Text, keys.Select(k => k.Name).ToEquatable(),
            coordination.Kind == CoordinationKind.Token, uses.Select(u => u!).ToEquatable(), coordination.Name.Span)
        {
            Apart = coordination.Uses.SelectMany(u => Apart(u, coordination.Uses)).ToEquatable(),
        };
    }

    /// <summary>Whom a use is kept apart from: operations that hold the lock too, for only those can be kept apart by it.</summary>
    private IEnumerable<(string First, string Second)> Apart(CoordinationUse use, EquatableArray<CoordinationUse> uses)
    {
        foreach (Identifier other in use.ApartFrom)
        {
            if (uses.Any(u => u.Operation.Text == other.Text))
                yield return (use.Operation.Text, other.Text);
            else
                diagnostics.Report(DiagnosticCodes.UnknownName, other.Span, $"`{other.Text}` does not hold this lock, which cannot keep it apart", Spelling.Suggest(other.Text, uses.Select(u => u.Operation.Text)) ?? "let it hold the lock too");
        }
    }

    private LockUse? Bind(CoordinationUse use, List<(string Name, SxtType Type)> keys)
    {
        if (operations.FirstOrDefault(o => o.Name == use.Operation.Text) is not { } operation)
        {
            if (!declared.Contains(use.Operation.Text))
                diagnostics.Report(DiagnosticCodes.UnknownName, use.Operation.Span, $"no operation is called `{use.Operation.Text}`", Spelling.Suggest(use.Operation.Text, declared));
            return null;
        }

        if (use.Arguments.Count != operation.Given.Count())
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, use.Span, $"`{operation.Name}` takes {operation.Given.Count()} arguments, and {use.Arguments.Count} are named",
                "name the keys among the arguments, and write `_` for each other one");
            return null;
        }

        int?[] parameters = [.. keys.Select(k => ParameterOf(k.Name, k.Type, use, operation))];
        bool namesOnlyKeys = use.Arguments.All(a => a.Text == NoKey || IsKey(a, keys));
        return !namesOnlyKeys || Array.Exists(parameters, p => p is null) ? null : new LockUse(operation, use.IsShared, parameters.Select(p => p!.Value).ToEquatable(), use.Span);
    }

    private bool IsKey(Identifier argument, List<(string Name, SxtType Type)> keys)
    {
        if (keys.Exists(k => k.Name == argument.Text))
            return true;
        diagnostics.Report(DiagnosticCodes.UnknownName, argument.Span, $"the lock has no key `{argument.Text}`", Spelling.Suggest(argument.Text, keys.Select(k => k.Name)) ?? "write `_` for an argument that is no key");
        return false;
    }

    /// <summary>The position at which a use names a key: exactly one, or it would not be known which lock is meant.</summary>
    private int? ParameterOf(string key, SxtType type, CoordinationUse use, Operation operation)
    {
        int[] places = [.. Enumerable.Range(0, use.Arguments.Count).Where(i => use.Arguments[i].Text == key)];
        if (places.Length != 1)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, use.Span, $"the key `{key}` stands {(places.Length == 0 ? "nowhere" : "twice")} among the arguments of `{operation.Name}`",
                places.Length == 0 ? "every operation that holds a lock names all of its keys" : "write one use for each argument that is a key");
            return null;
        }

        VariableSymbol parameter = operation.Parameters[places[0]];
        if (parameter.Type == type.Data)
            return places[0];
        diagnostics.Report(DiagnosticCodes.TypeMismatch, use.Arguments[places[0]].Span, $"the key `{key}` is of type `{type}`, and the parameter `{parameter.Name}` of `{operation.Name}` is not");
        return null;
    }
}
