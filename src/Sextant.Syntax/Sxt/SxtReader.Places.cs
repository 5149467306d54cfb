using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Token = Sextant.Syntax.Parsing.Token<Sextant.Syntax.Sxt.TokenKind>;

namespace Sextant.Syntax.Sxt;

/// <summary>Which members belong to which objects.</summary>
internal sealed partial class SxtReader
{
    private void CheckPlace(Member member, Token first, ObjectKind kind, Token keyword)
    {
        if (IsFailing || BelongsTo(member, kind))
            return;
        Report(DiagnosticCodes.MisplacedMember, first.Span, $"`{TextOf(first)}` does not belong to {Describe(kind)}", HelpForMisplaced(member, kind),
            new DiagnosticLabel(keyword.Span, $"this is {Describe(kind)}"));
    }

    private static bool BelongsTo(Member member, ObjectKind kind) => member switch
    {
        Member.Declared or Member.Bounds or Member.Property { Kind: PropertyKind.Invariant } => true,
        Member.Field { Kind: FieldKind.Local } or Member.Routine { Kind: RoutineKind.Proc } => kind == ObjectKind.App,
        Member.Field => kind != ObjectKind.App,
        Member.Routine { Kind: RoutineKind.Method } => kind == ObjectKind.Atomic,
        Member.Routine or Member.ConcurrencyInvariant or Member.Merge or Member.Order or Member.Coordination or Member.Escrow or Member.Propagation => kind == ObjectKind.Replicated,
        _ => kind != ObjectKind.Replicated,
    };

    private static string Describe(ObjectKind kind) => kind switch
    {
        ObjectKind.Replicated => "a replicated object",
        ObjectKind.Atomic => "an atomic object (`ADO`)",
        _ => "an app (`DApp`)",
    };

    private static string HelpForMisplaced(Member member, ObjectKind kind) => (member, kind) switch
    {
        (Member.Field, ObjectKind.App) => "what the clients of an app share are its objects; its own fields are `local`",
        (Member.Field, _) => "the fields of an object are `shared`",
        (Member.Routine, ObjectKind.Replicated) => "what a replicated object does is an `op`",
        (Member.Routine, ObjectKind.Atomic) => "what an atomic object does is a `method`",
        (Member.Routine, _) => "what an app does is a `proc`",
        (Member.Property, _) => "a property of a replicated object is stated with `invariant`",
        (_, ObjectKind.Replicated) => "it belongs to an `ADO` or a `DApp`",
        _ => "it belongs to a `replicated` object",
    };
}
