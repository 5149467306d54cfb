using System.Collections.Immutable;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;

namespace Sextant.Proof.Tests.Encoding;

/// <summary>
/// Whether what the solver is told of sums is true: the evaluator, which adds up, decides each fact on maps, elements and sums
/// made by chance. In the worlds tried a type has one to five elements, so that often all are set apart, or several names mean one.
/// </summary>
public sealed class SumFactTests
{
    private const int Worlds = 400;

    private static readonly DataType Element = new DataType.Sort(new SortSymbol("R", 0), []);
    private static readonly DataType.Map Numbers = new(0, [Element], DataType.Integer);
    private static readonly DataType.Map Pairs = new(0, [Element, Element], DataType.Integer);

    private static readonly VariableSymbol[] Names = [.. Enumerable.Range(0, 3).Select(i => Variable($"e{i}", Element))];
    private static readonly VariableSymbol[] Maps = [.. Enumerable.Range(0, 3).Select(i => Variable($"m{i}", Numbers)), .. Enumerable.Range(0, 2).Select(i => Variable($"h{i}", Pairs))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_fact_holds_in_every_world(int variables)
    {
        var chance = new Random(20 + variables);
        int facts = 0;
        int used = 0;
        int tight = 0;
        for (int world = 0; world < Worlds; world++)
        {
            Expr.Sum[] sums = [.. Enumerable.Range(0, 5).Select(_ => SumByChance(chance, variables))];
            var apart = new Dictionary<DataType, ImmutableArray<Expr>> { [Element] = [.. Names.Take(chance.Next(Names.Length + 1)).Select(Read)] };
            var evaluator = new Evaluator(new Theory([], [], [], []), new Universe { OtherSize = chance.Next(1, 6) });
            (Layout layout, Frame frame) = StateByChance(evaluator, chance);
            foreach (SumFact fact in SumFacts.Of(sums[..3], sums[3..], apart))
            {
                Decide(evaluator, fact.Condition, layout, frame).ShouldBeTrue($"{fact.Condition}");
                facts++;
                if (!Decide(evaluator, fact.Premise, layout, frame))
                    continue;
                used++;
                tight += Decide(evaluator, SumFacts.Compare(BinaryOperator.Equal, fact.Less, fact.More), layout, frame) ? 1 : 0;
            }
        }

        facts.ShouldBeGreaterThan(4_000);

        // Facts whose premises never hold would be true of anything, and those that are never tight could be stronger.
        used.ShouldBeGreaterThan(facts / 5);
        tight.ShouldBeGreaterThan(used / 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_sum_is_that_of_its_parts(int variables)
    {
        var chance = new Random(40 + variables);
        int apart = 0;
        for (int world = 0; world < Worlds; world++)
        {
            var evaluator = new Evaluator(new Theory([], [], [], []), new Universe { OtherSize = chance.Next(1, 5) });
            (Layout layout, Frame frame) = StateByChance(evaluator, chance);
            Expr.Sum sum = SumByChance(chance, variables, depth: 4);
            Decide(evaluator, SumFacts.Compare(BinaryOperator.Equal, sum, SumParts.InOrder(sum)), layout, frame).ShouldBeTrue($"{sum}");
            if (SumParts.Of(sum) is not { } parts)
                continue;
            Decide(evaluator, SumFacts.Compare(BinaryOperator.Equal, sum, SumParts.Total(parts)), layout, frame).ShouldBeTrue($"{sum}");
            apart++;
        }

        apart.ShouldBeGreaterThan(Worlds / 4);
    }

    [Fact]
    public void Sums_that_are_set_apart_entirely_are_known_whatever_names_mean()
    {
        var evaluator = new Evaluator(new Theory([], [], [], []), new Universe { OtherSize = 2 });
        (Layout layout, Frame frame) = StateByChance(evaluator, new Random(3));
        frame[layout[Maps[0]]] = evaluator.MapOf(Numbers, [KeyValuePair.Create(Datum.Of(0), Datum.Of(5)), KeyValuePair.Create(Datum.Of(1), Datum.Of(7))], Datum.Of(0));
        (frame[layout[Names[0]]], frame[layout[Names[1]]], frame[layout[Names[2]]]) = (Datum.Of(1), Datum.Of(0), Datum.Of(1));
        VariableSymbol key = Variable("k", Element, VariableRole.Bound);
        var sum = new Expr.Sum([key], At(Maps[0], Read(key)), default);
        SumFact[] facts = [.. SumFacts.Of([sum], [], new Dictionary<DataType, ImmutableArray<Expr>> { [Element] = [.. Names.Select(Read)] })];
        facts.ShouldAllBe(f => Decide(evaluator, f.Premise, layout, frame) && Decide(evaluator, SumFacts.Compare(BinaryOperator.Equal, f.Less, f.More), layout, frame));
        facts.Length.ShouldBe(2);
    }

    private static bool Decide(Evaluator evaluator, Expr condition, Layout layout, Frame frame) => evaluator.CompileCondition(condition, layout).Decide(frame).Holds.ShouldNotBeNull();

    private static (Layout Layout, Frame Frame) StateByChance(Evaluator evaluator, Random chance)
    {
        var layout = new Layout();
        foreach (VariableSymbol symbol in Names.Concat(Maps))
            layout.Add(symbol);
        var frame = new Frame(layout);
        foreach (VariableSymbol name in Names)
            frame[layout[name]] = Datum.Of(chance.Next(evaluator.Universe.OtherSize));
        foreach (VariableSymbol map in Maps)
        {
            var type = (DataType.Map)map.Type;
            IEnumerable<Datum> elements = evaluator.AllValues(Element)!;
            IEnumerable<Datum> keys = type.Domain.Count == 1 ? elements : elements.SelectMany(a => elements.Select(b => FunctionTable.Key(a, b)));
            int least = chance.Next(-3, 1);
            frame[layout[map]] = evaluator.MapOf(type, keys.Select(k => KeyValuePair.Create(k, Datum.Of(chance.Next(least, 4)))), Datum.Of(0));
        }

        return (layout, frame);
    }

    private static Expr.Sum SumByChance(Random chance, int count, int depth = 2)
    {
        VariableSymbol[] variables = [.. Enumerable.Range(0, count).Select(i => Variable($"k{i}", Element, VariableRole.Bound))];
        return new Expr.Sum(variables.ToEquatable(), BodyByChance(chance, variables, depth), default);
    }

    private static Expr BodyByChance(Random chance, VariableSymbol[] variables, int depth)
    {
        Expr Inner() => BodyByChance(chance, variables, depth - 1);
        Expr Some() => Read(chance.Next(4) == 0 ? Names[chance.Next(2)] : variables[chance.Next(variables.Length)]);
        return (depth == 0 ? chance.Next(5) : chance.Next(depth > 2 ? 14 : 9)) switch
        {
            0 => new Expr.IntLiteral(chance.Next(-1, 3), default),
            1 or 2 => At(Maps[chance.Next(3)], Some()),
            3 or 4 => At(Maps[3 + chance.Next(2)], Some(), Some()),
            5 => new Expr.Binary(BinaryOperator.Add, Inner(), Inner(), DataType.Integer, default),
            6 => new Expr.Binary(BinaryOperator.Subtract, Inner(), Inner(), DataType.Integer, default),
            7 => new Expr.Conditional(SumFacts.Compare(BinaryOperator.Equal, Some(), Some()), Inner(), Inner(), default),
            8 => new Expr.Conditional(SumFacts.Compare(BinaryOperator.Less, Inner(), Inner()), Inner(), Inner(), default),
            9 => new Expr.Conditional(SumFacts.Compare(BinaryOperator.Equal, Some(), Some()), Inner(), new Expr.IntLiteral(0, default), default),
            10 => new Expr.Binary(BinaryOperator.Multiply, new Expr.IntLiteral(chance.Next(-2, 3), default), Inner(), DataType.Integer, default),
            11 => new Expr.Unary(UnaryOperator.Negate, Inner(), DataType.Integer, default),
            _ => InnerSum(chance, variables, depth),
        };
    }

    /// <summary>Two sums may bind one variable, as when a function stands twice in a condition.</summary>
    private static readonly VariableSymbol InnerVariable = Variable("i", Element, VariableRole.Bound);

    private static Expr.Sum InnerSum(Random chance, VariableSymbol[] variables, int depth) =>
        new([InnerVariable], BodyByChance(chance, [.. variables.Where(v => v != InnerVariable), InnerVariable], depth - 1), default);

    private static VariableSymbol Variable(string name, DataType type, VariableRole role = VariableRole.Local) => new(name, default, type, role);

    private static Expr Read(VariableSymbol variable) => new Expr.Reference(variable, default);

    private static Expr.Select At(VariableSymbol map, params Expr[] indices) => new(Read(map), indices.ToEquatable(), DataType.Integer, default);
}
