using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt.Ast;
using Op = Sextant.Model.Expressions.BinaryOperator;
using Memory = System.Collections.Immutable.ImmutableDictionary<Sextant.Model.Expressions.Symbol, Sextant.Model.Expressions.Expr>;

namespace Sextant.Model.Binding.Sxt;

internal sealed partial class BodyRunner
{
    /// <summary>
    /// A loop whose rounds do not meet: each changes maps and sets only at its own element, so that all of them can be taken
    /// at once, in whatever order they come.
    /// </summary>
    private Memory ForEach(StatementSyntax.ForEach loop, Names names, Memory values)
    {
        if (Returns(loop.Body))
            return Refuse(loop, "a loop that may end before its time is not followed", "say with a quantifier whether some element makes it end", values);
        var inner = new Names(names);
        var elements = new List<VariableSymbol>();
        if (expressions.Range(loop.Pattern, loop.Collection, inner, elements) is not { } range)
            return Wrong(values);
        Expr isElement = Evaluate(range, values);
        // What a round finds stands under names of its own, so that it shows in what the round makes of it.
        Dictionary<Symbol, Expr> found = [];
        foreach ((Symbol symbol, Expr value) in values)
            found.Add(new VariableSymbol(symbol.Name, symbol.DeclaredAt, value.Type, VariableRole.Local), value);
        Memory start = values.Keys.Zip(found.Keys).ToImmutableDictionary(p => p.First, p => (Expr)new Expr.Reference(p.Second, loop.Span));
        Memory round = Run([.. loop.Body.Statements], inner, start);
        if (_isWrong)
            return values;
        Symbol[] changed = [.. round.Where(r => !(r.Key is VariableSymbol { Role: VariableRole.Local } && !start.ContainsKey(r.Key)) && !ReferenceEquals(r.Value, start.GetValueOrDefault(r.Key))).Select(r => r.Key)];
        Expr[] before = [.. changed.Select(s => start.GetValueOrDefault(s) ?? new Expr.Reference(s, loop.Span))];
        for (int i = 0; i < changed.Length; i++)
        {
            RoundChange? change = RoundChange.Of(round[changed[i]], before[i]);
            if (change is null || change.AllRounds(elements, isElement, before[i]) is not { } all || !before.All(b => change.IsFreeOf(b)))
                return Refuse(loop, $"one round of this loop changes `{changed[i].Name}` where another may change or read it", "let each round change only what belongs to its element, as in `for x in s { m[x] := e; }`", values);
            values = Keep(changed[i], ExprRewrite.Substitute(all, found), loop.Collection.Span, values);
        }

        return values;
    }

    /// <summary>What one round does to a map: at the indices for which the condition holds it stores something else.</summary>
    private sealed record RoundChange(EquatableArray<VariableSymbol> Indices, Expr Condition, Expr Held, EquatableArray<Expr> Place)
    {
        public static RoundChange? Of(Expr value, Expr before)
        {
            switch (value)
            {
                case Expr.Lambda { Body: Expr.Conditional { Else: Expr.Select { Map: var kept } } choice } lambda when IsSame(kept, before):
                    return new RoundChange(lambda.Variables, choice.Condition, choice.Then, Formula.References(lambda.Variables, lambda.Span));
                case Expr.Store store when IsSame(store.Map, before):
                    EquatableArray<VariableSymbol> variables = Formula.Variables((DataType.Map)value.Type, value.Span);
                    return new RoundChange(variables, store.Indices.Zip(Formula.References(variables, value.Span), Formula.Equal).Aggregate(Formula.And), store.Value, store.Indices);
                case Expr.Conditional { Else: var kept } guarded when IsSame(kept, before) && Of(guarded.Then, before) is { } then:
                    return then with { Condition = Formula.And(then.Condition, guarded.Condition) };
                default:
                    return null;
            }
        }

        /// <summary>What the map holds after all rounds; null unless the place where a round writes says which round it was.</summary>
        public Expr? AllRounds(List<VariableSymbol> elements, Expr isElement, Expr before)
        {
            var own = new Dictionary<Symbol, Expr>();
            foreach (Expr.Binary equal in Conjuncts.Of(Condition).OfType<Expr.Binary>().Where(e => e.Operator == Op.Equal))
            {
                foreach ((Expr element, Expr place) in new[] { (equal.Left, equal.Right), (equal.Right, equal.Left) })
                {
                    if (element is Expr.Reference { Symbol: VariableSymbol e } && elements.Contains(e) && place is Expr.Reference { Symbol: VariableSymbol p } && Indices.Contains(p))
                        own.TryAdd(e, place);
                }
            }

            if (elements.Exists(e => !own.ContainsKey(e)))
                return null;
            Expr Placed(Expr part) => ExprRewrite.Substitute(part, own);
            Expr kept = Formula.Select(before, Formula.References(Indices, before.Span));
            return new Expr.Lambda(Indices, Formula.If(Formula.And(Placed(isElement), Placed(Condition)), Placed(Held), kept), before.Span);
        }

        /// <summary>Whether nothing that the round writes depends on a map that rounds change, but on this one where it writes.</summary>
        public bool IsFreeOf(Expr changed) => IsFree(Condition, changed) && IsFree(Held, changed);

        private bool IsFree(Expr part, Expr changed) => part switch
        {
            Expr.Select select when IsSame(select.Map, changed) && Bare(select.Indices).SequenceEqual(Bare(Place)) => true,
            _ => !IsSame(part, changed) && ExprWalk.Parts(part).All(p => IsFree(p, changed)),
        };

        private static bool IsSame(Expr a, Expr b) => ReferenceEquals(a, b) || Bare(a) == Bare(b);

        private static IEnumerable<Expr> Bare(EquatableArray<Expr> parts) => parts.Select(Bare);

        /// <summary>Without the places in the text, so that what says the same is the same.</summary>
        private static Expr Bare(Expr expression) => ExprRewrite.Apply(expression, part => ReferenceEquals(part, expression) ? null : Bare(part)) with { Span = default };
    }
}
