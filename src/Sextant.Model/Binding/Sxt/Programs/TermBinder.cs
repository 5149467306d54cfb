using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>Binds the expressions of programs: like those of replicated objects, with types found out where nobody wrote them.</summary>
internal sealed partial class TermBinder(DiagnosticBag diagnostics, TypeBinder types, TheoryBuilder theory, Inference inference, ProgramFunctions functions)
{
    private readonly ExprSize _size = new(diagnostics);

    public Inference Inference => inference;

    public TypeBinder Types => types;

    /// <summary>Of the type that is expected; null when it is wrong, which has been reported.</summary>
    public Term? Bind(ExprSyntax syntax, Place place, SxtType expected, params ReadOnlySpan<DiagnosticLabel> because) =>
        inference.Expect(Infer(syntax, place, expected), expected, because);

    public Term? Condition(ExprSyntax syntax, Place place) => Bind(syntax, place, SxtType.Boolean);

    /// <summary>Of whatever type it is; null when it is wrong, which has been reported.</summary>
    /// <param name="hint">What the place needs, for records with parameters.</param>
    public Term? Infer(ExprSyntax syntax, Place place, SxtType? hint = null) => syntax switch
    {
        ExprSyntax.BoolLiteral e => new Term(SxtType.Boolean, e.Span, () => new Expr.BoolLiteral(e.Value, e.Span)),
        ExprSyntax.IntLiteral e => new Term(e.Value.Sign < 0 ? SxtType.Integer : SxtType.Natural, e.Span, () => new Expr.IntLiteral(e.Value, e.Span)),
        ExprSyntax.StringLiteral e => new Term(SxtType.String, e.Span, () => new Expr.TextLiteral(e.Value, e.Span)),
        ExprSyntax.Name e => Name(e, place),
        ExprSyntax.Word e => Word(e),
        ExprSyntax.Some e => Infer(e.Operand, place) is { } held ? new Term(new SxtType.Option(held.Type), e.Span, () => Formula.Some(held.Value(), e.Span)) : null,
        ExprSyntax.Old e => Old(e, place),
        ExprSyntax.Member e => Member(e, place),
        ExprSyntax.Index e => Index(e, place),
        ExprSyntax.Call e => Call(e, place),
        ExprSyntax.Retried e => Retried(e, place),
        ExprSyntax.Unary e => Unary(e, place),
        ExprSyntax.Binary e => Binary(e, place),
        ExprSyntax.Conditional e => Conditional(e, place),
        ExprSyntax.Tuple e => Tuple(e, place),
        ExprSyntax.Record e => Record(e, place, hint),
        ExprSyntax.Quantifier e => Quantifier(e, place),
        ExprSyntax.List e => List(e, place),
        ExprSyntax.Set e => Set(e, place),
        ExprSyntax.Map e => Map(e, place),
        ExprSyntax.Family e => Family(e, place),
        ExprSyntax.Missing => null,
        _ => throw new InvalidOperationException($"no binding of {syntax.GetType().Name}"),
    };

    private Term?[] BindAll(IEnumerable<ExprSyntax> parts, Place place) => [.. parts.Select(p => Infer(p, place))];

    private Term? Wrong(DiagnosticCode code, SourceSpan span, string message, string? help = null, params ReadOnlySpan<DiagnosticLabel> labels)
    {
        diagnostics.Report(code, span, message, help, labels);
        return null;
    }

    private Term? Name(ExprSyntax.Name name, Place place)
    {
        if (place.Find(name.Text) is { } named)
            return named.Read(name.Span);
        if (place.Procs.ContainsKey(name.Text) || functions.IsDeclared(name.Text))
            return Wrong(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is called, and a value is needed", $"give it arguments: `{name.Text}(...)`");
        return Wrong(DiagnosticCodes.UnknownName, name.Span, $"`{name.Text}` is not declared here",
            Spelling.Suggest(name.Text, place.All) ?? "declare it: a field with `shared`, a constant with `const`, a local by assigning to it");
    }

    private Term? Word(ExprSyntax.Word word)
    {
        switch (word.Value)
        {
            case ValueWord.None:
                OpenType element = inference.NewType();
                var option = new SxtType.Option(element);
                return new Term(option, word.Span, () => Formula.None(Inference.Resolve(option).Data, word.Span));
            case ValueWord.Fail:
                OpenType type = inference.NewType();
                return new Term(type, word.Span, () => Formula.Case(Term.OutcomeOf(type.Data), DatatypeSymbol.Fail, word.Span), static () => true) { IsFail = true };
            case ValueWord.Me:
                return Wrong(DiagnosticCodes.WrongKindOfName, word.Span, "`me` is the replica that runs an operation of a replicated object", "the node that calls is `this.nid`");
            default:
                return Wrong(DiagnosticCodes.WrongKindOfName, word.Span, "`this` is no value by itself", "name a part of it, as in `this.data`");
        }
    }

    private Term? Old(ExprSyntax.Old old, Place place)
    {
        if (!place.HasBefore)
            return Wrong(DiagnosticCodes.OldOutsideTwoStates, old.Span, "there is no earlier state here for `old` to speak of", "`old` may stand in `always` and `sometimes`");
        return Infer(old.Operand, place) is { } operand ? new Term(operand.Type, old.Span, () => new Expr.Old(operand.Value(), old.Span)) : null;
    }

    private Term? Member(ExprSyntax.Member member, Place place)
    {
        string field = member.Field.Text;
        if (member.Target is ExprSyntax.Word { Value: ValueWord.This })
        {
            if (place.Members.GetValueOrDefault(field) is { } own)
                return own.Read(member.Span);
            return Wrong(DiagnosticCodes.UnknownName, member.Field.Span, $"`this` has no `{field}`",
                Spelling.Suggest(field, place.MemberNames) ?? $"what it has: {string.Join(", ", place.MemberNames.Select(k => $"`{k}`"))}");
        }

        if (Infer(member.Target, place) is not { } target)
            return null;
        return inference.When(target.Type, member.Target.Span, type => MemberOf(target, type, member, place), () => RecordWith(field));
    }

    /// <summary>The only record that has such a field.</summary>
    private SxtType? RecordWith(string field)
    {
        Declaration.Record[] fitting = [.. types.Records.Where(r => r.Fields.Any(f => f.Name.Text == field)).Take(2)];
        return fitting is [var only] ? types.Bind(new TypeSyntax.Named(only.Name.Span, only.Name, [])) : null;
    }

    private Term? MemberOf(Term target, SxtType type, ExprSyntax.Member member, Place place)
    {
        string field = member.Field.Text;
        switch (type)
        {
            case SxtType.Option option when field == "value":
                return new Term(option.Element, member.Span, () => Formula.Inner(target.Value()) is var held && held is Expr.Project p ? p with { Span = member.Span } : held);
            case SxtType.List list when field == "last":
                return new Term(list.Element, member.Span, () => new Expr.Primitive(PrimitiveOperator.Last, [target.Value()], Inference.Resolve(list.Element).Data, member.Span));
            case SxtType.Record record:
                int index = record.Symbol.Constructors[0].Fields.ToList().FindIndex(f => f.Name == field);
                return index >= 0
                    ? new Term(record.Fields[index], member.Span, () => Formula.Field(target.Value(), record.Symbol.Constructors[0], index, member.Span))
                    : UnknownField($"`{record}`", member.Field, record.Symbol.Constructors[0].Fields.Select(f => f.Name));
            case ObjectType obj when place.Kind == PlaceKind.Property:
                return obj.Instance.CommittedField(target, member, place.Members) ?? (obj.Instance.Declares(field) ? null : UnknownField($"`{type}`", member.Field, obj.Instance.FieldNames));
            case ObjectType obj:
                return Wrong(DiagnosticCodes.StateNotVisible, member.Span, $"the state of `{obj}` cannot be read here", "a client sees what `pull()` and calls of methods yield");
            default:
                return Wrong(DiagnosticCodes.TypeMismatch, member.Field.Span, $"a value of type `{Inference.Resolve(type)}` has no field `{field}`", "only records have fields; an option has `value`, a list `last`");
        }
    }

    private Term? UnknownField(string owner, Identifier field, IEnumerable<string> names)
    {
        string[] all = [.. names];
        return Wrong(DiagnosticCodes.UnknownName, field.Span, $"{owner} has no field `{field.Text}`",
            Spelling.Suggest(field.Text, all) ?? $"its fields are {string.Join(", ", all.Select(n => $"`{n}`"))}");
    }

    private Term? Conditional(ExprSyntax.Conditional conditional, Place place)
    {
        Term? condition = Condition(conditional.Condition, place);
        (Term? then, List<Func<Statements.ProgramStatement>> first) = Apart(conditional.Then, place);
        (Term? otherwise, List<Func<Statements.ProgramStatement>> second) = Apart(conditional.Else, place);
        if (condition is null || then is null || inference.Expect(otherwise, then.Type, new DiagnosticLabel(then.Span, "because of this")) is null)
            return null;
        SourceSpan span = conditional.Span;
        bool MayFail() => then.MayFail() || otherwise!.MayFail();
        if (first.Count == 0 && second.Count == 0)
            return new Term(then.Type, span, () => new Expr.Conditional(condition.Value(), then.For(MayFail()), otherwise!.For(MayFail()), span), MayFail);
        return Chosen(condition, (then, first), (otherwise!, second), span, place);
    }

    private Term? Tuple(ExprSyntax.Tuple tuple, Place place)
    {
        Term?[] parts = BindAll(tuple.Elements, place);
        if (Array.Exists(parts, p => p is null))
            return null;
        var type = new SxtType.Tuple(parts.Select(p => p!.Type).ToEquatable());
        return new Term(type, tuple.Span, () => new Expr.Construct((DataType.Datatype)Inference.Resolve(type).Data, DatatypeSymbol.Tuple(parts.Length).Constructors[0],
            parts.Select(p => p!.Value()).ToEquatable(), tuple.Span));
    }

    private Term? Record(ExprSyntax.Record syntax, Place place, SxtType? hint)
    {
        if (types.RecordCalled(syntax.Type.Text) is not { } declaration)
            return Wrong(DiagnosticCodes.UnknownType, syntax.Type.Span, $"no record is called `{syntax.Type.Text}`", Spelling.Suggest(syntax.Type.Text, types.Records.Select(r => r.Name.Text)) ?? "declare it, as in `record R { x: int }`");
        SxtType? type = hint is not null && Inference.Head(hint) is SxtType.Record wanted && wanted.Symbol.Name == syntax.Type.Text ? wanted
            : declaration.TypeParameters.Count == 0 ? types.Bind(new TypeSyntax.Named(syntax.Type.Span, syntax.Type, []))
            : Wrong(DiagnosticCodes.UnknownOperandType, syntax.Span, "a record with type parameters needs a place that says its type", "declare the variable: `local x : R[int] := ...;`")?.Type;
        if (type is not SxtType.Record record)
            return null;
        foreach (FieldValue extra in syntax.Fields.Where(f => !declaration.Fields.Any(d => d.Name.Text == f.Name.Text)))
            UnknownField($"`{record}`", extra.Name, declaration.Fields.Select(d => d.Name.Text));
        var values = new List<Term>();
        for (int i = 0; i < declaration.Fields.Count; i++)
        {
            Identifier name = declaration.Fields[i].Name;
            FieldValue? given = syntax.Fields.FirstOrDefault(f => f.Name.Text == name.Text);
            if (given is null)
                diagnostics.Report(DiagnosticCodes.WrongArgumentCount, syntax.Span, $"the field `{name.Text}` of `{record}` has no value", $"write `{name.Text}: ...`: there are no values by default", new DiagnosticLabel(name.Span, "declared here"));
            else if (Bind(given.Value ?? new ExprSyntax.Name(given.Name.Span, name.Text), place, record.Fields[i], new DiagnosticLabel(name.Span, "because of this field")) is { } value)
                values.Add(value);
        }

        return values.Count < declaration.Fields.Count ? null
            : new Term(record, syntax.Span, () => new Expr.Construct((DataType.Datatype)record.Data, record.Symbol.Constructors[0], values.Select(v => v.Value()).ToEquatable(), syntax.Span));
    }
}
