using System.Collections.Immutable;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Programs;

/// <summary>
/// The steps of an atomic object by itself: whatever fails and whoever leads, its committed state is what its methods make of the
/// initial one, one committed call after the other. So what each method keeps, called by any node with any arguments, every
/// committed state satisfies, and so does every state that a caller is shown before it is committed.
/// </summary>
internal static class MethodSteps
{
    private static readonly ImmutableDictionary<Symbol, Expr> Nothing = ImmutableDictionary<Symbol, Expr>.Empty;

    /// <exception cref="NotProvableException">No solver can be told what a method does, or what is asked.</exception>
    public static ProvableProgram Of(AtomicObject obj, SourceText source)
    {
        ProgramTerms terms = TermsOf(obj);
        Operation[] steps = [.. obj.Methods.Select(m => StepWriter.Step(m.Name, m.NameSpan, [obj.Caller, .. m.Parameters], [],
            [.. Calls(obj, m, Nothing, terms).Select(c => new StepCase(c.Conditions, Changed(obj, c.State)))]))];
        (Clause[] invariant, Clause[] relations) = Asked(obj.Properties, c => terms.Lower(c, Nothing));
        return Make(obj.Name, obj, source, terms, obj.Fields, [.. invariant, .. Naturals(obj.Fields)], [.. steps, .. StepWriter.Nothing(obj.NameSpan, relations)], [.. relations], ProvableProgram.NoRelations);
    }

    /// <summary>
    /// The object beside the one that it refines: where a method has a namesake there, both take the step and yield the same; where it
    /// has none, the other one stays as it is. The relation between the two states is what must be kept.
    /// </summary>
    public static ProvableProgram Of(AtomicObject obj, Refinement refinement, SourceText source)
    {
        AtomicObject other = refinement.Abstract;
        VariableSymbol[] copies = [.. other.Fields.Select(f => new VariableSymbol($"{refinement.AbstractState!.Name}.{f.Symbol.Name}", f.Symbol.DeclaredAt, f.Symbol.Type, VariableRole.State))];
        ImmutableDictionary<Symbol, Expr> fields = Nothing.SetItems(other.Fields.Zip(copies, (f, c) => KeyValuePair.Create((Symbol)f.Symbol, ProgramTerms.Of(c)))).SetItem(other.Caller, ProgramTerms.Of(obj.Caller));
        ProgramTerms own = TermsOf(obj);
        ProgramTerms others = TermsOf(other);
        var steps = new List<Operation>();
        var relations = new Dictionary<string, EquatableArray<Clause>>(StringComparer.Ordinal);
        foreach (Routine method in obj.Methods)
        {
            MethodCall[] calls = [.. Calls(obj, method, Nothing, own)];
            if (other.Methods.FirstOrDefault(m => m.Name == method.Name) is not { } namesake)
            {
                steps.Add(StepWriter.Step(method.Name, method.NameSpan, [obj.Caller, .. method.Parameters], [], [.. calls.Select(c => new StepCase(c.Conditions, Changed(obj, c.State)))]));
                continue;
            }

            if (namesake.Result != method.Result || !namesake.Parameters.Select(p => p.Type).SequenceEqual(method.Parameters.Select(p => p.Type)))
                throw new NotProvableException(method.NameSpan, $"`{method.Name}` takes or yields other values than that of `{other.Name}`");
            ImmutableDictionary<Symbol, Expr> given = fields.SetItems(namesake.Parameters.Zip(method.Parameters, (p, q) => KeyValuePair.Create((Symbol)p, ProgramTerms.Of(q))));
            MethodCall[] theirs = [.. Calls(other, namesake, given, others)];
            Expr answers = ProgramTerms.Any(theirs.Select(t => ProgramTerms.All(t.Conditions)));
            IEnumerable<StepCase> alone = answers is Expr.BoolLiteral { Value: true } ? [] : calls.Select(c => new StepCase(c.Conditions.Add(ProgramTerms.Not(answers)), Changed(obj, c.State)));
            steps.Add(StepWriter.Step(method.Name, method.NameSpan, [obj.Caller, .. method.Parameters], [],
                [.. calls.SelectMany(c => theirs.Select(t => new StepCase(c.Conditions.Concat(t.Conditions), Both(Changed(obj, c.State), copies, other, t.State)))), .. alone]));
            Expr same = ProgramTerms.All(calls.SelectMany(c => theirs.Select(t => ProgramTerms.Implies(ProgramTerms.All(c.Conditions.Concat(t.Conditions)), ProgramTerms.Equal(c.Result, t.Result)))));
            relations[method.Name] = new[] { answers, same }.Where(e => e is not Expr.BoolLiteral { Value: true }).Select(e => StepWriter.Named(StepWriter.Before(e), refinement.Span)).ToEquatable();
            foreach (Clause relation in relations[method.Name])
                ProgramTerms.Check(relation.Condition);
        }

        Expr Relation(Expr relation) => own.Lower(ExprRewrite.Apply(relation, part => part is Expr.Project { Operand: Expr.Reference { Symbol: var state } } read && state == refinement.AbstractState ? ProgramTerms.Of(copies[read.Field]) : null), Nothing);
        ProgramField[] abstractFields = [.. other.Fields.Zip(copies, (f, c) => f with { Symbol = c })];
        (Clause[] invariant, _) = Asked(obj.Properties, c => own.Lower(c, Nothing));
        (Clause[] theirInvariant, _) = Asked(other.Properties, c => others.Lower(c, fields));
        return Make($"{obj.Name} refines {other.Name}", obj, source, own, [.. obj.Fields, .. abstractFields],
            [.. Conjuncts.Of(Relation(refinement.Relation!)).Select(c => StepWriter.Named(c, c.Span)), .. invariant, .. theirInvariant, .. Naturals(obj.Fields), .. Naturals(abstractFields)], steps, [], relations);
    }

    /// <summary>One of the ways in which a call of a method goes.</summary>
    /// <param name="State">What the fields hold afterwards, in their order.</param>
    public sealed record MethodCall(ImmutableArray<Expr> Conditions, EquatableArray<Expr> State, Expr Result);

    /// <param name="given">What stands for the fields, the parameters and the caller; each for itself where nothing does.</param>
    public static IEnumerable<MethodCall> Calls(AtomicObject obj, Routine method, ImmutableDictionary<Symbol, Expr> given, ProgramTerms terms)
    {
        bool yieldsNothing = method.Result == Routine.Nothing;
        var result = new VariableSymbol("result", method.NameSpan, method.Result, VariableRole.Local);
        var nothing = new Expr.Construct((DataType.Datatype)Routine.Nothing, DatatypeSymbol.Tuple(0).Constructors[0], [], method.NameSpan);
        foreach (ProgramPath path in ProgramPath.From(ProgramGraph.Of(method, yieldsNothing ? null : result, []), given, terms))
            yield return new MethodCall(path.Conditions, obj.Fields.Select(f => path.Values.GetValueOrDefault(f.Symbol) ?? ProgramTerms.Of(f.Symbol)).ToEquatable(), yieldsNothing ? nothing : path.Values[result]);
    }

    public static ProgramTerms TermsOf(AtomicObject obj) => new(e => ConstantValue(e, obj.Constants));

    public static Expr? ConstantValue(Expr expression, EquatableArray<ProgramConstant> constants) =>
        expression is Expr.Reference { Symbol: ConstantSymbol constant } ? constants.FirstOrDefault(c => c.Symbol == constant)?.Value : null;

    /// <summary>What holds in every state, and what relates the states before and after a step.</summary>
    public static (Clause[] Invariant, Clause[] Relations) Asked(IEnumerable<ProgramProperty> properties, Func<Expr, Expr> lower)
    {
        ProgramProperty[] always = [.. properties.Where(p => p.Kind != PropertyKind.Sometimes)];
        Clause Lowered(ProgramProperty property) => new(property.Name, lower(property.Condition), property.Span);
        return ([.. always.Where(p => !p.ReadsBefore).Select(Lowered)], [.. always.Where(p => p.ReadsBefore).Select(Lowered)]);
    }

    public static IEnumerable<Clause> Naturals(IEnumerable<ProgramField> fields) =>
        fields.Where(f => f.IsNatural).Select(f => StepWriter.Named(ProgramTerms.AtLeastZero(ProgramTerms.Of(f.Symbol)), f.Symbol.DeclaredAt));

    private static Dictionary<VariableSymbol, Expr> Changed(AtomicObject obj, EquatableArray<Expr> state) =>
        obj.Fields.Zip(state).Where(f => f.Second is not Expr.Reference { Symbol: var same } || same != f.First.Symbol).ToDictionary(f => f.First.Symbol, f => f.Second);

    private static Dictionary<VariableSymbol, Expr> Both(Dictionary<VariableSymbol, Expr> own, VariableSymbol[] copies, AtomicObject other, EquatableArray<Expr> theirs)
    {
        for (int i = 0; i < other.Fields.Count; i++)
            own[copies[i]] = theirs[i];
        return own;
    }

    private static ProvableProgram Make(string name, AtomicObject obj, SourceText source, ProgramTerms terms, IEnumerable<ProgramField> fields, IReadOnlyList<Clause> invariant, IReadOnlyList<Operation> steps,
        EquatableArray<Clause> relations, IReadOnlyDictionary<string, EquatableArray<Clause>> relationsOf)
    {
        Clause[] initial = [.. fields.Select(f => StepWriter.Named(ProgramTerms.Equal(ProgramTerms.Of(f.Symbol), terms.Lower(f.Initial, Nothing)), f.Symbol.DeclaredAt))];
        foreach (Clause relation in relations)
            ProgramTerms.Check(relation.Condition);
        IEnumerable<Expr> spoken = invariant.Concat(initial).Concat(relations).Concat(relationsOf.Values.SelectMany(r => r)).Concat(steps.SelectMany(s => s.Requires.Concat(s.Ensures))).Select(c => c.Condition);
        Theory theory = StepWriter.TheoryOf(obj.Theory, spoken, terms);
        return new ProvableProgram(StepWriter.System(name, obj.NameSpan, source, theory, fields.Select(f => f.Symbol), invariant, initial, steps), relations, relationsOf);
    }
}
