using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Build = System.Func<Sextant.Model.Statements.ProgramStatement>;
using Op = Sextant.Model.Expressions.BinaryOperator;

namespace Sextant.Model.Binding.Sxt.Programs;

internal sealed partial class BodyBinder
{
    private void If(StatementSyntax.If branch, Place place, List<Build> to)
    {
        Term? condition = terms.Condition(branch.Condition, place);
        List<Build> then = Block(branch.Then, place);
        List<Build> otherwise = branch.Else is null ? [] : Block(branch.Else, place);
        to.Add(() => new ProgramStatement.If(condition!.Value(), RoutineBinding.BuildAll(then), RoutineBinding.BuildAll(otherwise), branch.Span));
    }

    /// <summary>A condition with the calls in it, which are made again in each round.</summary>
    private (Term? Condition, List<Build> Calls) Test(ExprSyntax condition, Place place)
    {
        List<Build>? outer = place.Before;
        var calls = new List<Build>();
        place.Before = calls;
        Term? bound = terms.Condition(condition, place);
        place.Before = outer;
        return (bound, calls);
    }

    private List<Build> LoopBody(Block body, Place place)
    {
        _loops++;
        List<Build> statements = Block(body, place);
        _loops--;
        return statements;
    }

    private void While(StatementSyntax.While loop, Place place, List<Build> to)
    {
        (Term? condition, List<Build> calls) = Test(loop.Condition, place);
        List<Build> body = LoopBody(loop.Body, place);
        to.Add(() => new ProgramStatement.Loop(RoutineBinding.BuildAll(calls), condition!.Value(), RoutineBinding.BuildAll(body), [], loop.Span));
    }

    private void DoWhile(StatementSyntax.DoWhile loop, Place place, List<Build> to)
    {
        List<Build> body = LoopBody(loop.Body, place);
        (Term? condition, List<Build> calls) = Test(loop.Condition, place);
        to.Add(() =>
        {
            var leave = new ProgramStatement.If(Formula.Not(condition!.Value()), [new ProgramStatement.Break(loop.Condition.Span)], [], loop.Condition.Span);
            return new ProgramStatement.Loop([], Formula.True(loop.Span), RoutineBinding.BuildAll(body), [.. RoutineBinding.BuildAll(calls), leave], loop.Span);
        });
    }

    /// <summary>From low up to high, which is found out once; at the end the variable holds what ended the loop.</summary>
    private void ForRange(StatementSyntax.ForRange loop, Place place, List<Build> to)
    {
        Term? low = terms.Bind(loop.Low, place, SxtType.Integer);
        Term? high = terms.Bind(loop.High, place, SxtType.Integer);
        ProgramVariable counter = place.Own(loop.Name.Text)?.Variable ?? Declare(loop.Name, SxtType.Integer, place);
        if (low is null || high is null || terms.Inference.Expect(counter.Read(loop.Name.Span), SxtType.Integer) is null)
        {
            LoopBody(loop.Body, place);
            return;
        }

        ProgramVariable end = terms.NewLocal("end", loop.High.Span, SxtType.Integer, place);
        to.Add(() => new ProgramStatement.Assign(end.Symbol, high.Value(), loop.High.Span));
        Store(counter, low, loop.Low.Span, to);
        Counting(counter, end.Read(loop.High.Span), LoopBody(loop.Body, place), loop.Span, loop.Name.Span, to);
    }

    private static void Counting(ProgramVariable counter, Term end, List<Build> body, SourceSpan span, SourceSpan at, List<Build> to) => to.Add(() =>
    {
        Expr now = counter.Read(at).Value();
        Expr next = new Expr.Binary(Op.Add, now, new Expr.IntLiteral(1, at), DataType.Integer, at);
        return new ProgramStatement.Loop([], Formula.Condition(Op.Less, now, end.Value(), span), RoutineBinding.BuildAll(body),
            [new ProgramStatement.Assign(counter.Symbol, counter.MayFail ? Term.Done(next, at) : next, at)], span);
    });

    /// <summary>Through the elements as they were when the loop began.</summary>
    private void ForEach(StatementSyntax.ForEach loop, Place place, List<Build> to)
    {
        if (terms.Infer(loop.Collection, place) is not { } collection || terms.Listed(collection) is not var (elements, type))
        {
            foreach (Identifier name in loop.Pattern.Names)
                Declare(name, terms.Inference.NewType(), place);
            LoopBody(loop.Body, place);
            return;
        }

        SourceSpan at = loop.Pattern.Span;
        ProgramVariable list = terms.NewLocal("elements", collection.Span, elements.Type, place);
        ProgramVariable index = terms.NewLocal("index", at, SxtType.Natural, place);
        to.Add(() => new ProgramStatement.Assign(list.Symbol, elements.Value(), collection.Span));
        to.Add(() => new ProgramStatement.Assign(index.Symbol, Formula.Zero(at), at));
        var body = new List<Build>();
        var element = new Term(type, at, () => new Expr.Primitive(PrimitiveOperator.Element, [list.Read(at).Value(), index.Read(at).Value()], Inference.Resolve(type).Data, at));
        Take(loop.Pattern, element, place, body);
        body.AddRange(LoopBody(loop.Body, place));
        Counting(index, new Term(SxtType.Natural, at, () => new Expr.Primitive(PrimitiveOperator.Length, [list.Read(at).Value()], DataType.Integer, at)), body, loop.Span, at, to);
    }

    /// <summary>Gives the names of a pattern the element, or its parts.</summary>
    private void Take(Pattern pattern, Term element, Place place, List<Build> to)
    {
        if (pattern.Names.Count == 1)
        {
            Identifier name = pattern.Names[0];
            if (place.Own(name.Text)?.Variable is { } known)
                PutNamed(place.Own(name.Text), name.Text, element, name.Span, name.Span, to);
            else
                Store(Declare(name, element.Type, place), element, name.Span, to);
            return;
        }

        SxtType[] parts = [.. pattern.Names.Select(_ => (SxtType)terms.Inference.NewType())];
        if (!terms.HasParts(pattern.Span, element.Type, parts))
            return;
        ProgramVariable parted = terms.NewLocal("parts", pattern.Span, element.Type, place);
        to.Add(() => new ProgramStatement.Assign(parted.Symbol, element.Value(), pattern.Span));
        Unpack(parted, parts, pattern.Names.Select(n => (ExprSyntax)new ExprSyntax.Name(n.Span, n.Text)), place, pattern.Span, to);
    }
}
