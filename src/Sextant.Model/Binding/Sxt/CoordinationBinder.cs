using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt;

/// <summary>Binds locks and tokens to the operations that hold them.</summary>
internal sealed class CoordinationBinder(DiagnosticBag diagnostics, KeyBinder binder)
{
    /// <summary>Null when it is wrong, which has been reported.</summary>
    public KeyedLock? Bind(Member.Coordination coordination)
    {
        binder.Declare(coordination.Name);
        if (binder.Keys(coordination.Keys) is not { } keys)
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

    private LockUse? Bind(CoordinationUse use, IReadOnlyList<BoundKey> keys)
    {
        if (binder.Operation(use.Operation, use.Arguments, use.Span) is not { } operation)
            return null;
        int[]? parameters = binder.KeyParameters(keys, operation, use.Arguments, use.Span);
        bool namesOnlyKeys = use.Arguments.All(a => a.Text == KeyBinder.NoName || IsKey(a, keys));
        return !namesOnlyKeys || parameters is null ? null : new LockUse(operation, use.IsShared, parameters.ToEquatable(), use.Span);
    }

    private bool IsKey(Identifier argument, IReadOnlyList<BoundKey> keys)
    {
        if (keys.Any(k => k.Name == argument.Text))
            return true;
        diagnostics.Report(DiagnosticCodes.UnknownName, argument.Span, $"the lock has no key `{argument.Text}`", Spelling.Suggest(argument.Text, keys.Select(k => k.Name)) ?? "write `_` for an argument that is no key");
        return false;
    }
}
