using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Build = System.Func<Sextant.Model.Statements.ProgramStatement>;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>Binds the bodies of methods, procs and clients. Every statement is built when all types are known.</summary>
internal sealed partial class BodyBinder(DiagnosticBag diagnostics, TermBinder terms)
{
    private int _loops;

    /// <summary>Binds the body of the place's routine.</summary>
    public void Bind(Place place)
    {
        RoutineBinding routine = place.Routine!;
        _loops = 0;
        BindBlock(routine.Body, place, routine.Statements);
        if (!routine.YieldsValue && Inference.Head(routine.Result.Type) is OpenType)
            Inference.Unify(routine.Result.Type, SxtType.Nothing);
    }

    private void BindBlock(Block block, Place place, List<Build> to)
    {
        foreach (StatementSyntax statement in block.Statements)
        {
            place.Before = to;
            Bind(statement, place, to);
        }

        place.Before = to;
    }

    private List<Build> Block(Block block, Place place)
    {
        var statements = new List<Build>();
        List<Build>? outer = place.Before;
        BindBlock(block, place, statements);
        place.Before = outer;
        return statements;
    }

    private void Bind(StatementSyntax statement, Place place, List<Build> to)
    {
        SourceSpan span = statement.Span;
        switch (statement)
        {
            case StatementSyntax.Assign assign:
                Assign(assign, place, to);
                break;
            case StatementSyntax.Local local:
                Local(local, place, to);
                break;
            case StatementSyntax.Invoke invoke:
                terms.Infer(invoke.Call, place)?.Discard?.Invoke();
                break;
            case StatementSyntax.If branch:
                If(branch, place, to);
                break;
            case StatementSyntax.While loop:
                While(loop, place, to);
                break;
            case StatementSyntax.DoWhile loop:
                DoWhile(loop, place, to);
                break;
            case StatementSyntax.ForEach loop:
                ForEach(loop, place, to);
                break;
            case StatementSyntax.ForRange loop:
                ForRange(loop, place, to);
                break;
            case StatementSyntax.Break or StatementSyntax.Continue when _loops == 0:
                diagnostics.Report(DiagnosticCodes.OutsideLoop, span, $"there is no loop here to {(statement is StatementSyntax.Break ? "break out of" : "continue")}", "`return` leaves the routine");
                break;
            case StatementSyntax.Break:
                to.Add(() => new ProgramStatement.Break(span));
                break;
            case StatementSyntax.Continue:
                to.Add(() => new ProgramStatement.Continue(span));
                break;
            case StatementSyntax.Return give:
                Return(give, place, to);
                break;
            case StatementSyntax.LeftOut:
                place.Routine!.YieldsValue = true;
                to.Add(() => new ProgramStatement.LeftOut(span));
                break;
            default:
                throw new InvalidOperationException($"no binding of {statement.GetType().Name}");
        }
    }

    private void Return(StatementSyntax.Return give, Place place, List<Build> to)
    {
        RoutineBinding routine = place.Routine!;
        ProgramVariable result = routine.Result;
        Term? value = give.Value is null
            ? new Term(SxtType.Nothing, give.Span, () => new Expr.Construct((Types.DataType.Datatype)SxtType.Nothing.Data, Types.DatatypeSymbol.Tuple(0).Constructors[0], [], give.Span))
            : terms.Bind(give.Value, place, result.Type);
        bool isFail = value?.IsFail ?? false;
        if (isFail && place.Kind == PlaceKind.Method)
        {
            diagnostics.Report(DiagnosticCodes.WrongKindOfName, give.Span, "`FAIL` is what operations yield, and a method always yields a value", "yield an option or a case of your own where there is nothing to yield");
            return;
        }

        if (terms.Inference.Expect(value, result.Type, result.Type is OpenType ? [] : [new DiagnosticLabel(routine.Name.Span, "because of the result of this")]) is null)
            return;
        routine.YieldsValue |= !isFail && give.Value is not null;
        result.AddSource(value!.MayFail);
        to.Add(() => new ProgramStatement.Return(value.For(result.MayFail), give.Span));
    }

    private void Local(StatementSyntax.Local local, Place place, List<Build> to)
    {
        SxtType? type = local.Type is null ? terms.Inference.NewType() : terms.Types.Bind(local.Type);
        Term? value = local.Value is null || type is null ? null : terms.Bind(local.Value, place, type, local.Type is null ? [] : [new DiagnosticLabel(local.Type.Span, "because of this type")]);
        if (place.Own(local.Name.Text) is { } earlier)
        {
            diagnostics.Report(DiagnosticCodes.DuplicateName, local.Name.Span, $"`{local.Name.Text}` is declared twice", "assign to it without `local`, or rename one of the two", new DiagnosticLabel(earlier.DeclaredAt, "first declared here"));
            return;
        }

        ProgramVariable variable = Declare(local.Name, type ?? terms.Inference.NewType(), place, isTyped: local.Type is not null);
        if (type is null || (local.Value is not null && value is null))
            return;
        if (value is not null)
            Store(variable, value, local.Span, to);
        else if (Initial.Of(type, local.Span) is { } first)
            to.Add(() => new ProgramStatement.Assign(variable.Symbol, variable.MayFail ? Term.Done(first, local.Span) : first, local.Span));
        else
            diagnostics.Report(DiagnosticCodes.TypeMismatch, local.Span, $"a local of type `{type}` needs a value", "write `:= value` behind the type");
    }

    private ProgramVariable Declare(Identifier name, SxtType type, Place place, bool isTyped = false)
    {
        ProgramVariable variable = terms.NewLocal(name.Text, name.Span, type, place, isTyped);
        place.TryDeclare(name.Text, Named.Of(variable));
        return variable;
    }

    /// <summary>Assigns a value of the variable's type. What is declared natural is looked at.</summary>
    private static void Store(ProgramVariable variable, Term value, SourceSpan span, List<Build> to)
    {
        variable.AddSource(value.MayFail);
        to.Add(() => new ProgramStatement.Assign(variable.Symbol, value.For(variable.MayFail), span));
        if (variable.Type is SxtType.Nat && Inference.Head(value.Type) is not SxtType.Nat)
        {
            to.Add(() => new ProgramStatement.Require(
                Formula.Condition(Expressions.BinaryOperator.GreaterOrEqual, variable.Read(value.Span).Value(), Formula.Zero(value.Span), value.Span),
                $"`{variable.Name}` is a `nat`, and becomes negative", span));
        }
    }

    private void Assign(StatementSyntax.Assign assign, Place place, List<Build> to)
    {
        if (assign.Target is ExprSyntax.Tuple targets)
        {
            Destructure(assign, targets, place, to);
            return;
        }

        if (assign is { Operator: AssignOperator.Set, Target: ExprSyntax.Name fresh } && place.Find(fresh.Text) is null)
        {
            if (terms.Infer(assign.Value, place) is { } made)
                Store(Declare(new Identifier(fresh.Span, fresh.Text), made.Type, place), made, assign.Span, to);
            else
                Declare(new Identifier(fresh.Span, fresh.Text), terms.Inference.NewType(), place);
            return;
        }

        if (assign.Operator == AssignOperator.Set)
        {
            if (terms.Infer(assign.Value, place, Hint(assign.Target, place)) is { } value)
                Put(assign.Target, value, place, assign.Span, to);
            return;
        }

        Term? current = terms.Infer(assign.Target, place);
        Term? change = terms.Infer(assign.Value, place);
        if (current is not null && change is not null && terms.Added(assign.Operator == AssignOperator.Add, current, change, assign.Span) is { } sum)
            Put(assign.Target, sum, place, assign.Span, to);
    }

    private static SxtType? Hint(ExprSyntax target, Place place) => (target switch
    {
        ExprSyntax.Name name => place.Find(name.Text),
        ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } } member => place.Members.GetValueOrDefault(member.Field.Text),
        _ => null,
    })?.Variable?.Type;

    /// <summary>Makes the target hold the value: of a part, the whole with that part replaced.</summary>
    private void Put(ExprSyntax target, Term value, Place place, SourceSpan span, List<Build> to)
    {
        switch (target)
        {
            case ExprSyntax.Name name:
                PutNamed(place.Find(name.Text), name.Text, value, target.Span, span, to);
                break;
            case ExprSyntax.Member { Target: ExprSyntax.Word { Value: ValueWord.This } } own:
                PutNamed(place.Members.GetValueOrDefault(own.Field.Text), own.Field.Text, value, target.Span, span, to);
                break;
            case ExprSyntax.Member member:
                if (terms.Infer(member.Target, place) is { } record && terms.Replaced(record, member, value) is { } withField)
                    Put(member.Target, withField, place, span, to);
                break;
            case ExprSyntax.Index index:
                Term? whole = terms.Infer(index.Target, place);
                Term? position = terms.Infer(index.Position, place);
                if (whole is not null && position is not null && terms.Replaced(whole, index, position, value) is { } withElement)
                    Put(index.Target, withElement, place, span, to);
                break;
            default:
                diagnostics.Report(DiagnosticCodes.NotAssignable, target.Span, "this cannot be assigned to", "assign to a variable, a field, an element or a part of one");
                break;
        }
    }

    private void PutNamed(Named? named, string name, Term value, SourceSpan at, SourceSpan span, List<Build> to)
    {
        if (named is null)
            diagnostics.Report(DiagnosticCodes.UnknownName, at, $"`{name}` is not declared here", "declare it: a field with `shared` or `local`, a variable by assigning to it");
        else if (named.Variable is not { } variable)
            diagnostics.Report(DiagnosticCodes.NotAssignable, at, $"`{name}` cannot be assigned to", "only fields and variables change", new DiagnosticLabel(named.DeclaredAt, "declared here"));
        else if (terms.Inference.Expect(value, variable.Type, new DiagnosticLabel(variable.Span, "because of this")) is not null)
            Store(variable, value, span, to);
    }

    /// <summary>All parts are computed before the first target changes.</summary>
    private void Destructure(StatementSyntax.Assign assign, ExprSyntax.Tuple targets, Place place, List<Build> to)
    {
        SxtType[] parts = [.. targets.Elements.Select(_ => (SxtType)terms.Inference.NewType())];
        if (terms.Infer(assign.Value, place) is not { } whole || !terms.HasParts(whole.Span, whole.Type, parts))
            return;
        ProgramVariable parted = terms.NewLocal("parts", assign.Value.Span, whole.Type, place);
        to.Add(() => new ProgramStatement.Assign(parted.Symbol, whole.Value(), assign.Span));
        Unpack(parted, parts, targets.Elements, place, assign.Span, to);
    }

    private void Unpack(ProgramVariable parted, SxtType[] parts, IEnumerable<ExprSyntax> targets, Place place, SourceSpan span, List<Build> to)
    {
        int i = 0;
        foreach (ExprSyntax target in targets)
        {
            int part = i++;
            var value = new Term(parts[part], target.Span, () => Formula.Field(parted.Read(target.Span).Value(), Types.DatatypeSymbol.Tuple(parts.Length).Constructors[0], part, target.Span));
            if (target is ExprSyntax.Name fresh && place.Find(fresh.Text) is null)
                Store(Declare(new Identifier(fresh.Span, fresh.Text), parts[part], place), value, span, to);
            else
                Put(target, value, place, span, to);
        }
    }
}
