using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using BinaryOperator = Sextant.Syntax.Sxt.Ast.BinaryOperator;
using QuantifierKind = Sextant.Syntax.Sxt.Ast.QuantifierKind;
using Op = Sextant.Model.Expressions.BinaryOperator;
using UnaryOperator = Sextant.Syntax.Sxt.Ast.UnaryOperator;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// Binds expressions. What is expected of a place decides the type of <c>None</c>, of <c>{}</c> and of <c>me</c>; all other
/// types are found from the parts.
/// </summary>
internal sealed partial class ExprBinder(DiagnosticBag diagnostics, TypeBinder types, FunctionBinder functions, TheoryBuilder theory, Names globals, ReplicaNames replicas)
{
    public ExprSize Size { get; } = new(diagnostics);

    /// <summary>Whether there is a state before the current one, so that <c>old</c> has a meaning.</summary>
    public bool HasBefore { get; set; }

    /// <summary>Null when the expression is wrong, which has been reported.</summary>
    /// <param name="because">The place that asks for the type expected, where there is one to show.</param>
    public Typed? Bind(ExprSyntax syntax, Names names, SxtType? expected = null, DiagnosticLabel[]? because = null)
    {
        if (Infer(syntax, names, expected) is not { } bound)
            return null;
        if (bound.Type is SxtType.Counter counter)
            bound = Reading.Total(bound.Expr, counter);
        if (bound.Type is SxtType.Keyed or SxtType.Record or SxtType.Tuple && Storage.KeptApart(bound.Type) is not null && bound.Type.Erased != expected?.Erased)
            return Apart(bound.Type, syntax.Span);
        return expected is null ? bound : Fitting(bound, syntax.Span, expected, because);
    }

    private Typed? Apart(SxtType type, SourceSpan span)
    {
        diagnostics.Report(DiagnosticCodes.MisplacedLattice, span, $"`{type}` keeps apart what replicas did, and is read part by part",
            type is SxtType.Record or SxtType.Tuple ? "name the part that is meant" : "read what it holds at one key, `m[key]`, or ask whether a key is in it");
        return null;
    }

    /// <summary>A value as a place needs it; null when it is of another type, which is reported.</summary>
    private Typed? Fitting(Typed bound, SourceSpan span, SxtType expected, DiagnosticLabel[]? because)
    {
        if (bound.Type.Erased == expected.Erased)
            return Reading.As(bound, expected);
        diagnostics.Report(DiagnosticCodes.TypeMismatch, span, $"this is of type `{bound.Type}`, and `{expected.Shown}` is needed",
            TypeAdvice.For(bound.Type, expected), because ?? []);
        return null;
    }

    /// <summary>What a name or a field of this replica stands for, to be changed and not read; null when it is wrong, which has been reported.</summary>
    public Typed? Place(ExprSyntax syntax, Names names) => Infer(syntax, names, expected: null);

    private static DiagnosticLabel Whose(Typed other) => new(other.Expr.Span, $"because this is `{other.Type}`");

    public Expr? Condition(ExprSyntax syntax, Names names) => Bind(syntax, names, SxtType.Boolean)?.Expr;

    private Typed? Infer(ExprSyntax syntax, Names names, SxtType? expected) =>
        WrittenOut(syntax, names, expected) is { } bound && Size.IsBounded(bound.Expr, syntax.Span) ? bound : null;

    private Typed? WrittenOut(ExprSyntax syntax, Names names, SxtType? expected) => syntax switch
    {
        ExprSyntax.BoolLiteral e => new Typed(new Expr.BoolLiteral(e.Value, e.Span), SxtType.Boolean),
        ExprSyntax.IntLiteral e => new Typed(new Expr.IntLiteral(e.Value, e.Span), SxtType.Integer),
        ExprSyntax.Name e => Name(e, names),
        ExprSyntax.Word e => Word(e, expected),
        ExprSyntax.Some e => Some(e, names, expected),
        ExprSyntax.Old e => Old(e, names, expected),
        ExprSyntax.Member e => Member(e, names),
        ExprSyntax.Index e => Index(e, names),
        ExprSyntax.Call e => Call(e, names, expected),
        ExprSyntax.Unary e => Unary(e, names),
        ExprSyntax.Binary e => Binary(e, names, expected),
        ExprSyntax.Conditional e => Conditional(e, names, expected),
        ExprSyntax.Tuple e => Tuple(e, names, expected),
        ExprSyntax.Record e => Record(e, names, expected),
        ExprSyntax.Quantifier e => e.Kind == QuantifierKind.Sum ? Sum(e, names) : Quantifier(e, names),
        ExprSyntax.Missing => null,
        ExprSyntax.Set e => Made(e, names, expected),
        ExprSyntax.Map e => Made(e, names, expected),
        _ => Unsupported(syntax, "this expression is parsed and formatted; in replicated objects it is not yet checked"),
    };

    private Typed? Old(ExprSyntax.Old old, Names names, SxtType? expected)
    {
        if (!HasBefore)
        {
            diagnostics.Report(DiagnosticCodes.OldOutsideTwoStates, old.Span, "there is no earlier state here for `old` to speak of");
            return null;
        }

        if (Infer(old.Operand, names, expected) is not { } operand)
            return null;
        if (operand.Type is SxtType.Counter counter)
            operand = Reading.Total(operand.Expr, counter);
        return operand with { Expr = Before(operand.Expr) };

        Expr Before(Expr value) => value is Expr.Construct whole ? whole with { Arguments = whole.Arguments.Select(Before).ToEquatable() } : new Expr.Old(value, old.Span);
    }

    private Typed? Name(ExprSyntax.Name name, Names names)
    {
        if (names.TryFind(name.Text, out Typed? value))
            return value is null ? null : value with { Expr = At(value.Expr, name.Span) };
        if (names.OtherFields(name.Text) is { } fields)
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is the whole state of the other replica, which is read field by field and never changed",
                fields.Keys.FirstOrDefault() is { } first ? $"name a field: `{name.Text}.{first}`" : "name a field of it");
        else if (functions.WhereDeclared(name.Text) is { } function)
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, name.Span, $"`{name.Text}` is a function, and a value is needed", $"give it arguments: `{name.Text}(...)`", function);
        else
            diagnostics.Report(DiagnosticCodes.UnknownName, name.Span, $"`{name.Text}` is not declared here",
                Spelling.Suggest(name.Text, names.All) ?? "declare it: a field with `shared`, a constant with `const`, a local by assigning to it");
        return null;
    }

    private static Typed Spanning(Typed value, SourceSpan span) => value with { Expr = At(value.Expr, span) };

    private static Expr At(Expr value, SourceSpan span) => value is Expr.Reference or Expr.Project or Expr.Primitive ? value with { Span = span } : value;

    private Typed? Word(ExprSyntax.Word word, SxtType? expected)
    {
        switch (word.Value)
        {
            case ValueWord.Me:
                return replicas.Me(expected, word.Span);
            case ValueWord.None when expected is SxtType.Option:
                return new Typed(Formula.None(expected.Data, word.Span), expected);
            case ValueWord.None:
                diagnostics.Report(DiagnosticCodes.TypeMismatch, word.Span, expected is null ? "it is not known of which type this `None` is" : $"`None` is an option, and `{expected}` is needed");
                return null;
            default:
                return Unsupported(word, "this word has no value by itself in a replicated object");
        }
    }

    private Typed? Some(ExprSyntax.Some some, Names names, SxtType? expected) =>
        Bind(some.Operand, names, (expected as SxtType.Option)?.Element) is { } operand
            ? new Typed(Formula.Some(operand.Expr, some.Span), expected as SxtType.Option ?? new SxtType.Option(operand.Type))
            : null;

    private Typed? Member(ExprSyntax.Member member, Names names)
    {
        string field = member.Field.Text;
        if (member.Target is ExprSyntax.Word { Value: ValueWord.This })
            return Name(new ExprSyntax.Name(member.Field.Span, field), names.Fields);
        if (member.Target is ExprSyntax.Name other && names.OtherFields(other.Text) is { } fields)
        {
            if (fields.TryGetValue(field, out Typed? value))
                return value with { Expr = At(value.Expr, member.Span) };
            if (field == "me")
                return replicas.OtherMe(member.Span);
            diagnostics.Report(DiagnosticCodes.UnknownName, member.Field.Span, $"the object has no field `{field}`", Spelling.Suggest(field, fields.Keys) ?? FieldsAre(fields.Keys));
            return null;
        }

        if (Infer(member.Target, names, expected: null) is not { } target)
            return null;
        if (target.Type is SxtType.Option option && field == "value")
            return Reading.Of(Formula.Inner(target.Expr), option.Element);
        if (target.Type is SxtType.Record record)
        {
            DatatypeConstructor constructor = record.Symbol.Constructors[0];
            int index = constructor.Fields.ToList().FindIndex(f => f.Name == field);
            if (index >= 0)
                return Reading.Of(Formula.Field(target.Expr, constructor, index, member.Span), record.Fields[index]);
            diagnostics.Report(DiagnosticCodes.UnknownName, member.Field.Span, $"`{record}` has no field `{field}`",
                Spelling.Suggest(field, constructor.Fields.Select(f => f.Name)) ?? FieldsAre(constructor.Fields.Select(f => f.Name)));
            return null;
        }

        diagnostics.Report(DiagnosticCodes.TypeMismatch, member.Field.Span, $"a value of type `{target.Type}` has no field `{field}`");
        return null;
    }

    private static string FieldsAre(IEnumerable<string> names) => $"its fields are {string.Join(", ", names.Select(n => $"`{n}`"))}";

    private Typed? Index(ExprSyntax.Index index, Names names)
    {
        if (Infer(index.Target, names, expected: null) is not { } target)
            return null;
        switch (target.Type)
        {
            case SxtType.Map map:
                return Bind(index.Position, names, map.Key) is { } key ? Spanning(Entry.Read(target.Expr, map, key), index.Span) : null;
            case SxtType.Keyed keyed:
                return Bind(index.Position, names, keyed.Key) is { } place
                    ? Spanning(Reading.Of(Storage.At(target.Expr, keyed.Value, Entry.Indices(place.Expr, keyed.Key)), keyed.Value), index.Span)
                    : null;
            case SxtType.Tuple tuple:
                return PartOf(tuple, index) is { } part ? Reading.Of(Formula.Field(target.Expr, part) with { Span = index.Span }, tuple.Parts[part]) : null;
            default:
                diagnostics.Report(DiagnosticCodes.NotAMap, index.Target.Span, $"this is of type `{target.Type}`, and only maps and tuples have elements", "leave out the index, or make it a map",
                    index.Target is ExprSyntax.Name named ? names.WhereDeclared(named.Text) : []);
                return null;
        }
    }

    /// <summary>The part of a tuple that is asked for; null when there is none, which is reported.</summary>
    public int? PartOf(SxtType.Tuple tuple, ExprSyntax.Index index)
    {
        if (index.Position is ExprSyntax.IntLiteral position && position.Value >= 0 && position.Value < tuple.Parts.Count)
            return (int)position.Value;
        diagnostics.Report(DiagnosticCodes.TypeMismatch, index.Position.Span, $"a part of `{tuple}` is asked for by a number from 0 to {tuple.Parts.Count - 1}", "parts are counted from 0, and the number is written down");
        return null;
    }

    private static readonly string[] KnownFunctions = ["find", "hash", "keys", "len", "max", "min", "sum", "values"];

    private Typed? Call(ExprSyntax.Call call, Names names, SxtType? expected)
    {
        if (call.Callee is not ExprSyntax.Name callee)
            return Unsupported(call, "calls of objects have no meaning in a replicated object");
        if (functions.IsDeclared(callee.Text))
            return Apply(call, callee, names, expected);
        if (callee.Text is "max" or "min" && call.Arguments.Count == 2)
            return Extreme(call, callee.Text == "max", names, expected);
        if (callee.Text == "sum" && call.Arguments.Count == 1)
            return Sum(call, names);
        if (callee.Text == "len" && call.Arguments.Count == 1)
            return Length(call, names);
        if (callee.Text == "find" && call.Arguments.Count == 2)
            return Find(call, names);
        if (callee.Text == "keys" && call.Arguments.Count == 1)
            return Collection(call, names, (expected as SxtType.Collection)?.Key) is { } members ? Set(members, call) : null;
        if (KnownFunctions.Contains(callee.Text, StringComparer.Ordinal))
            return Unsupported(call, $"`{callee.Text}` of {Quantity.Of(call.Arguments.Count, "argument")} has no meaning in a replicated object", callee.Text switch
            {
                "hash" => "declare a function of which nothing is known: `function hash(x: T): nat;`",
                "values" => "go through the keys: `forall k in m. ... m[k] ...`",
                _ => "`find(map, key)`, `len(set)`, `max(a, b)`, `sum(map)`: each takes what it needs and no more",
            });
        if (names.TryFind(callee.Text, out _))
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, callee.Span, $"`{callee.Text}` is a value, and a function is needed", "leave out the arguments; an element of a map is `m[key]`", names.WhereDeclared(callee.Text));
        else
            diagnostics.Report(DiagnosticCodes.UnknownName, callee.Span, $"no function is called `{callee.Text}`",
                Spelling.Suggest(callee.Text, functions.Names.Concat(KnownFunctions)) ?? $"declare it, as in `function {callee.Text}(x: T) := e;`");
        return null;
    }

    private Typed? Apply(ExprSyntax.Call call, ExprSyntax.Name callee, Names names, SxtType? expected)
    {
        if (functions.Find(new Identifier(callee.Span, callee.Text), this, globals) is not { } function)
            return null;
        if (function.Parameters.Count != call.Arguments.Count)
        {
            diagnostics.Report(DiagnosticCodes.WrongArgumentCount, call.Span, $"`{callee.Text}` takes {Quantity.Of(function.Parameters.Count, "argument")}, not {call.Arguments.Count}",
                "write one argument for each parameter of its declaration", new DiagnosticLabel(function.Symbol.DeclaredAt, "declared here"));
            return null;
        }

        var known = new Typed?[call.Arguments.Count];
        if ((function.TypeParameters.Count > 0 ? Chosen(function, call, callee, names, expected, known) : function) is not { } chosen)
            return null;
        Typed?[] arguments = [.. call.Arguments.Select((a, i) => known[i] is { } found ? Fitting(found, a.Span, chosen.Parameters[i], Wanted(chosen, i)) : Bind(a, names, chosen.Parameters[i], Wanted(chosen, i)))];
        return Array.Exists(arguments, a => a is null)
            ? null
            : new Typed(new Expr.Apply(chosen.Symbol, arguments.Select(a => a!.Expr).ToEquatable(), call.Span), chosen.Result.Shown);
    }

    private static DiagnosticLabel[] Wanted(FunctionType function, int parameter) => [new DiagnosticLabel(function.Symbol.DeclaredAt, $"because of parameter {parameter + 1} of this function")];

    /// <summary>
    /// The function for the types of this call. What the arguments are says which; where one cannot say its own type, such as
    /// <c>None</c>, the others and the place of the call are asked first.
    /// </summary>
    /// <param name="known">Gets the arguments that had to be looked at.</param>
    private FunctionType? Chosen(FunctionType function, ExprSyntax.Call call, ExprSyntax.Name callee, Names names, SxtType? expected, Typed?[] known)
    {
        var chosen = new TypeArguments(function.TypeParameters);
        bool IsVague(int i) => NeedsType(call.Arguments[i]) || NeedsElements(call.Arguments[i]);
        bool Learn(int i)
        {
            SxtType wanted = function.Parameters[i];
            if (chosen.Says(wanted) || (known[i] = Bind(call.Arguments[i], names)) is not { } argument)
                return chosen.Says(wanted);
            if (chosen.Match(wanted, argument.Type))
                return true;
            diagnostics.Report(DiagnosticCodes.TypeMismatch, call.Arguments[i].Span, $"this is of type `{argument.Type}`, and `{wanted.Shown}` is needed", help: null, Wanted(function, i));
            return false;
        }

        int[] all = [.. Enumerable.Range(0, known.Length)];
        if (!all.Where(i => !IsVague(i)).All(Learn))
            return null;
        if (expected is not null && chosen.Missing is not null)
            chosen.Match(function.Result, expected);
        if (!all.Where(IsVague).All(Learn))
            return null;
        if (chosen.Missing is null)
            return functions.For(chosen.Types, new Identifier(callee.Span, callee.Text), this, globals);
        diagnostics.Report(DiagnosticCodes.UnknownOperandType, call.Span, $"nothing says for which type `{chosen.Missing.Text}` stands here", "let a parameter of the function be of that type",
            new DiagnosticLabel(chosen.Missing.Span, "declared here"));
        return null;
    }

    private Typed? Extreme(ExprSyntax.Call call, bool isMaximum, Names names, SxtType? expected)
    {
        if (Bind(call.Arguments[0], names, expected) is not { } left || Bind(call.Arguments[1], names, left.Type, [Whose(left)]) is not { } right)
            return null;
        return Compare(isMaximum ? Op.GreaterOrEqual : Op.LessOrEqual, left, right, call.Span) is { } condition
            ? new Typed(new Expr.Conditional(condition, left.Expr, right.Expr, call.Span), left.Type)
            : null;
    }

    private Typed? Conditional(ExprSyntax.Conditional conditional, Names names, SxtType? expected)
    {
        Expr? condition = Condition(conditional.Condition, names);
        Typed? then = Bind(conditional.Then, names, expected);
        Typed? otherwise = then is null ? null : Bind(conditional.Else, names, expected ?? then.Type, expected is null ? [Whose(then)] : null);
        return condition is null || otherwise is null ? null : new Typed(new Expr.Conditional(condition, then!.Expr, otherwise.Expr, conditional.Span), then.Type);
    }

    private Typed? Tuple(ExprSyntax.Tuple tuple, Names names, SxtType? expected)
    {
        SxtType.Tuple? wanted = expected is SxtType.Tuple t && t.Parts.Count == tuple.Elements.Count ? t : null;
        Typed?[] parts = [.. tuple.Elements.Select((e, i) => Bind(e, names, wanted?.Parts[i]))];
        if (Array.Exists(parts, p => p is null))
            return null;
        SxtType.Tuple type = wanted ?? new SxtType.Tuple(parts.Select(p => p!.Type).ToEquatable());
        return new Typed(new Expr.Construct((DataType.Datatype)type.Data, DatatypeSymbol.Tuple(parts.Length).Constructors[0], parts.Select(p => p!.Expr).ToEquatable(), tuple.Span), type);
    }

    private Typed? Record(ExprSyntax.Record syntax, Names names, SxtType? expected)
    {
        if (types.RecordCalled(syntax.Type.Text) is not { } declaration)
        {
            diagnostics.Report(DiagnosticCodes.UnknownType, syntax.Type.Span, $"no record is called `{syntax.Type.Text}`", types.SuggestRecord(syntax.Type.Text));
            return null;
        }

        SxtType? type = expected is SxtType.Record wanted && wanted.Symbol.Name == syntax.Type.Text ? expected
            : declaration.TypeParameters.Count == 0 ? types.Bind(new TypeSyntax.Named(syntax.Type.Span, syntax.Type, []))
            : Unsupported(syntax, "a record with type parameters needs a place that says its type", $"let a function yield it: `function f(x: T): {syntax.Type.Text}[...] := {syntax.Type.Text}{{...}};`")?.Type;
        if (type is not SxtType.Record record)
            return null;
        foreach (FieldValue extra in syntax.Fields.Where(f => !declaration.Fields.Any(d => d.Name.Text == f.Name.Text)))
            diagnostics.Report(DiagnosticCodes.UnknownName, extra.Name.Span, $"`{record}` has no field `{extra.Name.Text}`",
                Spelling.Suggest(extra.Name.Text, declaration.Fields.Select(d => d.Name.Text)) ?? FieldsAre(declaration.Fields.Select(d => d.Name.Text)));
        if (Storage.KeptApart(record) is { } kept)
        {
            diagnostics.Report(DiagnosticCodes.MisplacedLattice, syntax.Span, $"`{kept}` inside of `{record}` keeps apart what replicas did, so that nobody writes such a value down", "change the parts of a field of this type one by one");
            return null;
        }

        var values = new List<Expr>();
        for (int i = 0; i < declaration.Fields.Count; i++)
        {
            string name = declaration.Fields[i].Name.Text;
            FieldValue? given = syntax.Fields.FirstOrDefault(f => f.Name.Text == name);
            if (given is null)
                diagnostics.Report(DiagnosticCodes.WrongArgumentCount, syntax.Span, $"the field `{name}` of `{record}` has no value",
                    $"write `{name}: ...`: there are no values by default", new DiagnosticLabel(declaration.Fields[i].Name.Span, "declared here"));
            else if (Bind(given.Value ?? new ExprSyntax.Name(given.Name.Span, name), names, record.Fields[i], [new DiagnosticLabel(declaration.Fields[i].Name.Span, "because of this field")]) is { } value)
                values.Add(value.Expr);
        }

        return values.Count < declaration.Fields.Count ? null : new Typed(new Expr.Construct((DataType.Datatype)record.Data, record.Symbol.Constructors[0], values.ToEquatable(), syntax.Span), record);
    }

    private Typed? Unsupported(ExprSyntax syntax, string message, string? help = null)
    {
        diagnostics.Report(DiagnosticCodes.Unsupported, syntax.Span, message, help);
        return null;
    }
}
