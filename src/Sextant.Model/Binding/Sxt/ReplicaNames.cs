using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// <c>me</c>, and <c>me</c> of the other replica. They are of the type that is called <c>Replica</c> or <c>ReplicaId</c>; where
/// there is none, of the type that their first use needs, and of a type of their own where none is needed. A replica's name is part of its state that nothing changes.
/// </summary>
internal sealed class ReplicaNames(DiagnosticBag diagnostics, TypeBinder types)
{
    private SxtType? _type;

    /// <summary>Null while nobody has asked for it.</summary>
    public VariableSymbol? MeSymbol { get; private set; }

    public VariableSymbol? OtherSymbol { get; private set; }

    public Typed? Me(SxtType? expected, SourceSpan span) => Use(expected, span) ? new Typed(new Expr.Reference(MeSymbol!, span), _type!) : null;

    public Typed? OtherMe(SourceSpan span) => Use(expected: null, span) ? new Typed(new Expr.Reference(OtherSymbol!, span), _type!) : null;

    private bool Use(SxtType? expected, SourceSpan span)
    {
        if (expected is not null and not SxtType.Uninterpreted)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, span, $"`me` is the name of a replica, and `{expected.Shown}` is needed", "replicas are named by values of an uninterpreted type, such as `type Replica;`");
            return false;
        }

        if (_type is null)
        {
            _type = types.KnownReplica ?? expected ?? types.Replica;
            MeSymbol = new VariableSymbol("me", span, _type.Data, VariableRole.State);
            OtherSymbol = new VariableSymbol("other.me", span, _type.Data, VariableRole.Parameter);
        }

        if (expected is null || expected == _type)
            return true;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, span, $"`me` is a `{_type}`, and `{expected.Shown}` is needed", $"name replicas by `{_type}` everywhere");
        return false;
    }
}
