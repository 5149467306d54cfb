using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Op = Sextant.Model.Expressions.BinaryOperator;
using Memory = System.Collections.Immutable.ImmutableDictionary<Sextant.Model.Expressions.Symbol, Sextant.Model.Expressions.Expr>;

namespace Sextant.Model.Binding.Sxt;

internal sealed partial class BodyRunner
{
    private Memory Assign(StatementSyntax.Assign assign, Names names, Memory values)
    {
        if (assign is { Operator: AssignOperator.Set, Target: ExprSyntax.Name fresh } && !names.TryFind(fresh.Text, out _))
        {
            Typed? made = expressions.Bind(assign.Value, names);
            return Declare(new Identifier(fresh.Span, fresh.Text), made is null ? null : made with { Expr = Evaluate(made.Expr, values) }, names, values);
        }

        return Update(assign.Target, names, values, current => NewValue(assign, current, names, values)) is { } changed ? KeepAll(changed, assign.Span, values) : Wrong(values);
    }

    private Memory KeepAll(IEnumerable<KeyValuePair<Symbol, Expr>> changed, SourceSpan span, Memory values) =>
        changed.Aggregate(values, (kept, change) => Keep(change.Key, change.Value, span, kept));

    /// <summary>All values are computed before the first target changes.</summary>
    private Memory AssignAll(StatementSyntax.Assign assign, ExprSyntax.Tuple targets, Names names, Memory values)
    {
        if (expressions.Bind(assign.Value, names) is not { } bound)
            return Wrong(values);
        if (bound.Type is not SxtType.Tuple type || type.Parts.Count != targets.Elements.Count)
        {
            diagnostics.Report(DiagnosticCodes.TypeMismatch, assign.Value.Span, $"this is of type `{bound.Type}`, and {targets.Elements.Count} values are needed", "write a tuple with a part for each target",
                new DiagnosticLabel(targets.Span, "assigned to these"));
            return Wrong(values);
        }

        Expr whole = Evaluate(bound.Expr, values);
        for (int i = 0; i < targets.Elements.Count; i++)
        {
            Typed part = Reading.Of(Formula.Field(whole, i), type.Parts[i]);
            if (targets.Elements[i] is ExprSyntax.Name fresh && !names.TryFind(fresh.Text, out _))
                values = Declare(new Identifier(fresh.Span, fresh.Text), part, names, values);
            else if (Update(targets.Elements[i], names, values, current => Stored(current, part, targets.Elements[i], names)) is { } changed)
                values = KeepAll(changed, targets.Elements[i].Span, values);
            else
                return Wrong(values);
        }

        return values;
    }

    /// <summary>A value that is computed already, as a place stores it.</summary>
    private Expr? Stored(Typed current, Typed value, ExprSyntax target, Names names)
    {
        SxtType needed = current.Type is SxtType.Observed { IsRegister: true } register ? register.Key : current.Type;
        if (value.Type.Erased == needed.Erased)
            return Written(current, Reading.As(value, needed).Expr, target.Span);
        diagnostics.Report(DiagnosticCodes.TypeMismatch, target.Span, $"this is of type `{current.Type}`, and a value of type `{value.Type}` is assigned to it", TypeAdvice.For(value.Type, needed), Declared(target, names));
        return null;
    }

    /// <summary>What a place stores after an assignment.</summary>
    /// <param name="current">What it stores before, with the type that was declared.</param>
    private Expr? NewValue(StatementSyntax.Assign assign, Typed current, Names names, Memory values)
    {
        if (assign.Operator != AssignOperator.Set && current.Type is SxtType.Collection and not SxtType.Observed { IsRegister: true })
            return Elements(assign, current.Expr, (SxtType.Collection)current.Type, names, values);
        SxtType needed = current.Type is SxtType.Observed { IsRegister: true } register ? register.Key : current.Type;
        if (expressions.Bind(assign.Value, names, needed.Shown, Declared(assign.Target, names)) is not { } bound)
            return null;
        Expr value = Evaluate(bound.Expr, values);
        if (assign.Operator == AssignOperator.Set)
            return Written(current, value, assign.Span);
        bool isAdded = assign.Operator == AssignOperator.Add;
        if (current.Type is SxtType.Counter counter)
            return Counted(current.Expr, counter, value, isAdded, assign);
        if (current.Type.Erased is SxtType.Int)
            return Written(current, new Expr.Binary(isAdded ? Op.Add : Op.Subtract, Reading.Of(current.Expr, current.Type).Expr, value, DataType.Integer, assign.Span), assign.Span);
        diagnostics.Report(DiagnosticCodes.TypeMismatch, assign.Target.Span, $"nothing can be added to a value of type `{current.Type}`", "numbers, sets and maps can grow");
        return null;
    }

    /// <summary>A value in the form in which a place of its type stores it.</summary>
    private Expr? Written(Typed current, Expr value, SourceSpan span)
    {
        switch (current.Type)
        {
            case SxtType.LastWrite write:
                // Later than all writes that were seen here, so that it takes their place everywhere.
                return Formula.Build(write.Data, Formula.Plus(Formula.Field(current.Expr, 0), Formula.Number(1, span)), Formula.Some(Me(span), span), value);
            case SxtType.Observed { IsRegister: true } register:
                return Put(TakenOut(current.Expr, register, _ => Formula.True(span)), [Entry.Indices(value, register.Key)], span);
            case SxtType.Observed or SxtType.TwoPhaseSet:
                diagnostics.Report(DiagnosticCodes.NotAssignable, span, $"a value of type `{current.Type}` is not replaced by another", "put elements in with `+=`, take them out with `-=`");
                return null;
            case SxtType.Counter:
                diagnostics.Report(DiagnosticCodes.NotAssignable, span, $"a value of type `{current.Type}` is not replaced by another", "count with `+=`; for a value that is replaced take `LWW[int]`");
                return null;
            default:
                return value;
        }
    }

    private Expr? Counted(Expr tallies, SxtType.Counter type, Expr amount, bool isAdded, StatementSyntax.Assign assign)
    {
        if (!isAdded && !type.GoesDown)
        {
            diagnostics.Report(DiagnosticCodes.NotAssignable, assign.Span, "a `GCounter` only grows", "a `PNCounter` goes both ways");
            return null;
        }

        Expr me = Me(assign.Span);
        Expr mine = Formula.Select(tallies, [me]);
        if (!type.GoesDown)
            return Store(tallies, [me], Formula.Plus(mine, amount));

        // What is counted by less than nothing counts the other way, so that neither of the two parts ever shrinks.
        (int there, int back) = isAdded ? (0, 1) : (1, 0);
        Expr isForward = Formula.AtLeast(amount, Formula.Zero(assign.Span));
        Expr forward = Formula.Plus(Formula.Field(mine, there), Formula.If(isForward, amount, Formula.Zero(assign.Span)));
        Expr backward = Formula.Minus(Formula.Field(mine, back), Formula.If(isForward, Formula.Zero(assign.Span), amount));
        return Store(tallies, [me], isAdded ? Formula.Build(mine.Type, forward, backward) : Formula.Build(mine.Type, backward, forward));
    }

    private Expr Dot(SourceSpan span) => new Expr.Reference(RunDot ??= types.Dots!.Parameter(span), span);

    private Expr Me(SourceSpan span) => replicas.Me(expected: null, span)!.Expr;

    /// <summary>The declaration that says which type is assigned here: of a part of a variable it is the variable's.</summary>
    private static DiagnosticLabel[] Declared(ExprSyntax target, Names names) => target switch
    {
        ExprSyntax.Index index => Declared(index.Target, names),
        ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } } field => names.Fields.WhereDeclared(field.Field.Text),
        ExprSyntax.Member member => Declared(member.Target, names),
        ExprSyntax.Name name => names.WhereDeclared(name.Text),
        _ => [],
    };

    /// <summary>Changes a part of a variable: what is stored for it, with the whole new values.</summary>
    /// <param name="change">From what is stored, with the type that was declared, to what is stored then.</param>
    /// <param name="isPart">Whether the target stands for something of which only a part changes.</param>
    private IEnumerable<KeyValuePair<Symbol, Expr>>? Update(ExprSyntax target, Names names, Memory values, Func<Typed, Expr?> change, bool isPart = false)
    {
        switch (target)
        {
            case ExprSyntax.Name or ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } }:
                return Root(target, names, values, change, isPart);
            case ExprSyntax.Index index:
                return Update(index.Target, names, values, whole => whole.Type is SxtType.Tuple tuple ? UpdatePart(index, tuple, whole, change) : UpdateEntry(index, whole, names, values, change), isPart: true);
            case ExprSyntax.Member member:
                return Update(member.Target, names, values, whole => UpdateField(member, whole, change), isPart: true);
            default:
                diagnostics.Report(DiagnosticCodes.NotAssignable, target.Span, "this cannot be assigned to", "assign to a field, to a local, or to a part of one");
                return null;
        }
    }

    private IEnumerable<KeyValuePair<Symbol, Expr>>? Root(ExprSyntax target, Names names, Memory values, Func<Typed, Expr?> change, bool isPart)
    {
        if (expressions.Place(target, names) is not { } bound)
            return null;
        Symbol? symbol = Names.Variable(FirstPart(bound.Expr));
        DeclaredField? field = declared.FirstOrDefault(d => d.Stored.Any(f => f.Mine == symbol));
        Typed? stored = field?.Mine(target.Span) ?? (bound.Expr is Expr.Reference { Symbol: VariableSymbol { Role: VariableRole.Local } } ? bound : null);
        if (stored is null)
        {
            diagnostics.Report(DiagnosticCodes.NotAssignable, target.Span, "only fields and locals can be assigned to", "an operation does not change its parameters: copy it into a local",
                Declared(target, names));
            return null;
        }

        if (change(stored with { Expr = Evaluate(stored.Expr, values) }) is not { } value)
            return null;
        return field is null ? [KeyValuePair.Create(symbol!, value)]
            : field.Stored.Zip(Storage.Apart(field.Type, value), (f, v) => KeyValuePair.Create((Symbol)f.Mine, v)).Where(c => !isPart || !IsKept(c.Key, c.Value, values));
    }

    /// <summary>Of what is put together from what is stored apart, the first.</summary>
    private static Expr FirstPart(Expr value) => value is Expr.Construct { Arguments: { Count: > 0 } parts } ? FirstPart(parts[0]) : value;

    /// <summary>Whether what is stored for a part is what it was.</summary>
    private static bool IsKept(Symbol symbol, Expr value, Memory values) =>
        values.TryGetValue(symbol, out Expr? before) ? ReferenceEquals(before, value) : value is Expr.Reference same && same.Symbol == symbol;

    private Expr? UpdateEntry(ExprSyntax.Index index, Typed whole, Names names, Memory values, Func<Typed, Expr?> change)
    {
        if (whole.Type is SxtType.Keyed keyed)
            return UpdateKept(index, keyed, whole.Expr, names, values, change);
        if (whole.Type is not SxtType.Map map)
        {
            diagnostics.Report(DiagnosticCodes.NotAMap, index.Target.Span, $"this is of type `{whole.Type.Shown}`, and only elements of maps can be assigned to", "leave out the index, or make it a map",
                Declared(index.Target, names));
            return null;
        }

        if (expressions.Bind(index.Position, names, map.Key) is not { } key)
            return null;
        Typed evaluated = key with { Expr = Evaluate(key.Expr, values) };
        return change(new Typed(Entry.Stored(whole.Expr, map, evaluated), map.Value)) is { } value
            ? Store(whole.Expr, Entry.Indices(evaluated.Expr, map.Key), Formula.Some(value, index.Span))
            : null;
    }

    private Expr? UpdateKept(ExprSyntax.Index index, SxtType.Keyed keyed, Expr whole, Names names, Memory values, Func<Typed, Expr?> change)
    {
        if (expressions.Bind(index.Position, names, keyed.Key) is not { } key)
            return null;
        EquatableArray<Expr> place = Entry.Indices(Evaluate(key.Expr, values), keyed.Key);
        Expr before = Storage.At(whole, keyed.Value, place);
        return change(new Typed(before, keyed.Value)) is { } now ? Storage.Put(whole, keyed.Value, place, before, now) : null;
    }

    private Expr? UpdatePart(ExprSyntax.Index index, SxtType.Tuple tuple, Typed whole, Func<Typed, Expr?> change)
    {
        if (expressions.PartOf(tuple, index) is not { } part || change(new Typed(Formula.Field(whole.Expr, part), tuple.Parts[part])) is not { } value)
            return null;
        var type = (DataType.Datatype)whole.Expr.Type;
        return new Expr.Construct(type, type.Symbol.Constructors[0], tuple.Parts.Select((_, i) => i == part ? value : Formula.Field(whole.Expr, i)).ToEquatable(), index.Span);
    }

    private Expr? UpdateField(ExprSyntax.Member member, Typed whole, Func<Typed, Expr?> change)
    {
        DatatypeConstructor? constructor = (whole.Type as SxtType.Record)?.Symbol.Constructors[0];
        int field = constructor?.Fields.ToList().FindIndex(f => f.Name == member.Field.Text) ?? -1;
        if (field < 0)
        {
            diagnostics.Report(DiagnosticCodes.UnknownName, member.Field.Span, $"a value of type `{whole.Type.Shown}` has no field `{member.Field.Text}`", Spelling.Suggest(member.Field.Text, constructor?.Fields.Select(f => f.Name) ?? []));
            return null;
        }

        SxtType type = ((SxtType.Record)whole.Type).Fields[field];
        if (change(new Typed(Formula.Field(whole.Expr, constructor!, field, member.Span), type)) is not { } value)
            return null;
        IEnumerable<Expr> parts = constructor!.Fields.Select((_, i) => i == field ? value : Formula.Field(whole.Expr, constructor, i, member.Span));
        return new Expr.Construct((DataType.Datatype)whole.Expr.Type, constructor, parts.ToEquatable(), member.Span);
    }

    private static Expr Store(Expr map, EquatableArray<Expr> indices, Expr value) => new Expr.Store(map, indices, value, value.Span);
}
