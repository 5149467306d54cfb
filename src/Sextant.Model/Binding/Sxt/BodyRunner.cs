using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Op = Sextant.Model.Expressions.BinaryOperator;
using Memory = System.Collections.Immutable.ImmutableDictionary<Sextant.Model.Expressions.Symbol, Sextant.Model.Expressions.Expr>;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// Runs a body without loops on expressions: at its end every field and local has a value in terms of the state and the
/// parameters at its start. That is all there is to know of the operation.
/// </summary>
internal sealed class BodyRunner(DiagnosticBag diagnostics, TypeBinder types, ExprBinder expressions)
{
    private bool _isWrong;

    /// <summary>The values of what was assigned; null when the body is wrong, which has been reported.</summary>
    public Memory? Run(Block body, Names names)
    {
        Memory end = Run(body, new Names(names), Memory.Empty);
        return _isWrong ? null : end;
    }

    private Memory Run(Block block, Names names, Memory values)
    {
        foreach (StatementSyntax statement in block.Statements)
            values = Run(statement, names, values);
        return values;
    }

    private Memory Run(StatementSyntax statement, Names names, Memory values)
    {
        switch (statement)
        {
            case StatementSyntax.Assign { Target: ExprSyntax.Tuple } assign:
                return Refuse(assign, "assignments to several places are not yet checked in replicated objects", "assign to one place after the other", values);
            case StatementSyntax.Assign assign:
                return Assign(assign, names, values);
            case StatementSyntax.Local local:
                return Local(local, names, values);
            case StatementSyntax.If branch:
                return If(branch, names, values);
            case StatementSyntax.While or StatementSyntax.DoWhile or StatementSyntax.ForEach or StatementSyntax.ForRange:
                return Refuse(statement, "loops are not yet checked in replicated objects", "say what the loop does with a function over the whole collection", values);
            case StatementSyntax.LeftOut:
                return Refuse(statement, "this operation is a sketch, of which nothing can be proved", "write what it does", values);
            default:
                return Refuse(statement, "this statement is not yet checked in replicated objects", help: null, values);
        }
    }

    private Memory If(StatementSyntax.If branch, Names names, Memory values)
    {
        if (expressions.Condition(branch.Condition, names) is not { } bound)
            return Wrong(values);
        Expr condition = Evaluate(bound, values);
        Memory then = Run(branch.Then, names, values);
        Memory otherwise = branch.Else is null ? values : Run(branch.Else, names, values);
        Memory joined = values;
        foreach (Symbol symbol in then.Keys.Concat(otherwise.Keys).Distinct())
        {
            if (ValueOf(symbol, then, branch.Span) is not { } a || ValueOf(symbol, otherwise, branch.Span) is not { } b)
                return Refuse(branch, $"`{symbol.Name}` is made in one branch only, which is not yet checked in replicated objects", "give it a value before the `if`", joined);
            joined = joined.SetItem(symbol, ReferenceEquals(a, b) ? a : Formula.If(condition, a, b));
        }

        return joined;
    }

    /// <summary>A field that a branch leaves alone keeps its value; a local that it does not make has none.</summary>
    private static Expr? ValueOf(Symbol symbol, Memory branch, SourceSpan span) =>
        branch.TryGetValue(symbol, out Expr? value) ? value
        : symbol is VariableSymbol { Role: VariableRole.State } ? new Expr.Reference(symbol, span)
        : null;

    private Memory Local(StatementSyntax.Local local, Names names, Memory values)
    {
        SxtType? type = local.Type is null ? null : types.Bind(local.Type);
        if (local.Type is not null && type is null)
            return Declare(local.Name, null, names, values);
        Typed? value = local.Value is not null ? expressions.Bind(local.Value, names, type, local.Type is null ? null : [new DiagnosticLabel(local.Type.Span, "because of this type")])
            : Entry.First(type!, local.Span) is { } first ? new Typed(first, type!) : null;
        if (value is null && local.Value is null)
            return Refuse(local, $"a local of type `{type}` needs a value", help: null, values);
        return Declare(local.Name, value is null ? null : new Typed(Evaluate(value.Expr, values), type ?? value.Type), names, values);
    }

    private Memory Declare(Identifier name, Typed? value, Names names, Memory values)
    {
        if (value is null)
        {
            names.TryDeclare(name.Text, null);
            return Wrong(values);
        }

        var symbol = new VariableSymbol(name.Text, name.Span, value.Type.Data, VariableRole.Local);
        if (!names.TryDeclare(name.Text, new Typed(new Expr.Reference(symbol, name.Span), value.Type.Shown)))
            diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two", names.Earlier(name.Text));
        return values.SetItem(symbol, value.Expr);
    }

    private Memory Assign(StatementSyntax.Assign assign, Names names, Memory values)
    {
        if (assign is { Operator: AssignOperator.Set, Target: ExprSyntax.Name fresh } && !names.TryFind(fresh.Text, out _))
        {
            Typed? made = expressions.Bind(assign.Value, names);
            return Declare(new Identifier(fresh.Span, fresh.Text), made is null ? null : made with { Expr = Evaluate(made.Expr, values) }, names, values);
        }

        return Update(assign.Target, names, values, current => NewValue(assign, current, names, values)) is var (symbol, value)
            ? values.SetItem(symbol, value)
            : Wrong(values);
    }

    private Expr? NewValue(StatementSyntax.Assign assign, Typed current, Names names, Memory values)
    {
        if (assign.Operator != AssignOperator.Set && current.Type is SxtType.Collection collection)
            return Elements(assign, current.Expr, collection, names, values);
        if (expressions.Bind(assign.Value, names, current.Type, Declared(assign.Target, names)) is not { } bound)
            return null;
        Expr value = Evaluate(bound.Expr, values);
        if (assign.Operator == AssignOperator.Set)
            return value;
        if (current.Type.Erased is SxtType.Int)
            return new Expr.Binary(assign.Operator == AssignOperator.Add ? Op.Add : Op.Subtract, current.Expr, value, DataType.Integer, assign.Span);
        diagnostics.Report(DiagnosticCodes.TypeMismatch, assign.Target.Span, $"nothing can be added to a value of type `{current.Type}`", "numbers, sets and maps can grow");
        return null;
    }

    /// <summary>The declaration that says which type is assigned here: of a part of a variable it is the variable's.</summary>
    private static DiagnosticLabel[] Declared(ExprSyntax target, Names names) => target switch
    {
        ExprSyntax.Index index => Declared(index.Target, names),
        ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } } field => names.WhereDeclared(field.Field.Text),
        ExprSyntax.Member member => Declared(member.Target, names),
        ExprSyntax.Name name => names.WhereDeclared(name.Text),
        _ => [],
    };

    /// <summary>Elements that are written down, put in or taken out one after the other.</summary>
    private Expr? Elements(StatementSyntax.Assign assign, Expr collection, SxtType.Collection type, Names names, Memory values)
    {
        bool isAdded = assign.Operator == AssignOperator.Add;
        if (assign.Value is ExprSyntax.Map entries && isAdded && type is SxtType.Map map)
        {
            foreach (MapEntry entry in entries.Entries)
            {
                if (expressions.Bind(entry.Key, names, type.Key) is not { } key || expressions.Bind(entry.Value, names, map.Value) is not { } value)
                    return null;
                collection = Store(collection, Indices(key, values), Formula.Some(Evaluate(value.Expr, values), entry.Span));
            }

            return collection;
        }

        if (assign.Value is not ExprSyntax.Set elements || (isAdded && type is SxtType.Map))
        {
            diagnostics.Report(DiagnosticCodes.Unsupported, assign.Value.Span, "only what is written down can be put in or taken out for now", "write the elements: `names += {x};`, `bids += {id -> bid};`");
            return null;
        }

        foreach (ExprSyntax element in elements.Elements)
        {
            if (expressions.Bind(element, names, type.Key) is not { } key)
                return null;
            EquatableArray<Expr> indices = Indices(key, values);
            collection = Store(collection, indices, Held(type, Formula.Select(collection, indices), isAdded));
        }

        return collection;
    }

    /// <summary>What a collection holds at an element that was put in or taken out.</summary>
    private static Expr Held(SxtType.Collection type, Expr before, bool isAdded)
    {
        switch (type)
        {
            case SxtType.TwoPhaseSet:
                Expr removed = Formula.Case(before.Type, TwoPhase.Symbol.Constructors[2], before.Span);
                return isAdded
                    ? Formula.If(new Expr.Is(before, TwoPhase.Symbol.Constructors[2], before.Span), removed, Formula.Case(before.Type, TwoPhase.Symbol.Constructors[1], before.Span))
                    : removed;
            case SxtType.Map:
                return Formula.None(before.Type, before.Span);
            default:
                return new Expr.BoolLiteral(isAdded, before.Span);
        }
    }

    /// <summary>Changes a part of a variable: the variable, and its whole new value.</summary>
    private (Symbol Symbol, Expr Value)? Update(ExprSyntax target, Names names, Memory values, Func<Typed, Expr?> change)
    {
        switch (target)
        {
            case ExprSyntax.Name or ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } }:
                return Root(target, names, values, change);
            case ExprSyntax.Index index:
                return Update(index.Target, names, values, whole => UpdateEntry(index, whole, names, values, change));
            case ExprSyntax.Member member:
                return Update(member.Target, names, values, whole => UpdateField(member, whole, change));
            default:
                diagnostics.Report(DiagnosticCodes.NotAssignable, target.Span, "this cannot be assigned to", "assign to a field, to a local, or to a part of one");
                return null;
        }
    }

    private (Symbol Symbol, Expr Value)? Root(ExprSyntax target, Names names, Memory values, Func<Typed, Expr?> change)
    {
        if (expressions.Bind(target, names) is not { } bound)
            return null;
        if (bound.Expr is not Expr.Reference { Symbol: VariableSymbol { Role: VariableRole.State or VariableRole.Local } symbol })
        {
            diagnostics.Report(DiagnosticCodes.NotAssignable, target.Span, "only fields and locals can be assigned to", "an operation does not change its parameters: copy it into a local",
                Declared(target, names));
            return null;
        }

        return change(bound with { Expr = Evaluate(bound.Expr, values) }) is { } value ? (symbol, value) : null;
    }

    private Expr? UpdateEntry(ExprSyntax.Index index, Typed whole, Names names, Memory values, Func<Typed, Expr?> change)
    {
        if (whole.Type is not SxtType.Map map)
        {
            diagnostics.Report(DiagnosticCodes.NotAMap, index.Target.Span, $"this is of type `{whole.Type}`, and only elements of maps can be assigned to", "leave out the index, or make it a map",
                Declared(index.Target, names));
            return null;
        }

        if (expressions.Bind(index.Position, names, map.Key) is not { } key)
            return null;
        Typed evaluated = key with { Expr = Evaluate(key.Expr, values) };
        return change(Entry.Read(whole.Expr, map, evaluated)) is { } value
            ? Store(whole.Expr, Entry.Indices(evaluated.Expr, map.Key), Formula.Some(value, index.Span))
            : null;
    }

    private Expr? UpdateField(ExprSyntax.Member member, Typed whole, Func<Typed, Expr?> change)
    {
        DatatypeConstructor? constructor = (whole.Type as SxtType.Record)?.Symbol.Constructors[0];
        int field = constructor?.Fields.ToList().FindIndex(f => f.Name == member.Field.Text) ?? -1;
        if (field < 0)
        {
            diagnostics.Report(DiagnosticCodes.UnknownName, member.Field.Span, $"a value of type `{whole.Type}` has no field `{member.Field.Text}`", Spelling.Suggest(member.Field.Text, constructor?.Fields.Select(f => f.Name) ?? []));
            return null;
        }

        SxtType type = ((SxtType.Record)whole.Type).Fields[field];
        if (change(new Typed(Formula.Field(whole.Expr, constructor!, field, member.Span), type.Shown)) is not { } value)
            return null;
        IEnumerable<Expr> parts = constructor!.Fields.Select((_, i) => i == field ? value : Formula.Field(whole.Expr, constructor, i, member.Span));
        return new Expr.Construct((DataType.Datatype)whole.Expr.Type, constructor, parts.ToEquatable(), member.Span);
    }

    private static EquatableArray<Expr> Indices(Typed key, Memory values) => Entry.Indices(Evaluate(key.Expr, values), key.Type);

    private static Expr Store(Expr map, EquatableArray<Expr> indices, Expr value) => new Expr.Store(map, indices, value, value.Span);

    /// <summary>In terms of the start: what was assigned stands for the variables, and <c>old</c> is the start itself.</summary>
    private static Expr Evaluate(Expr expression, Memory values) => ExprRewrite.Apply(expression, part => part switch
    {
        Expr.Old old => old.Operand,
        Expr.Reference reference => values.GetValueOrDefault(reference.Symbol),
        _ => null,
    });

    private Memory Refuse(StatementSyntax statement, string message, string? help, Memory values)
    {
        diagnostics.Report(DiagnosticCodes.Unsupported, statement.Span, message, help);
        return Wrong(values);
    }

    private Memory Wrong(Memory values)
    {
        _isWrong = true;
        return values;
    }
}
