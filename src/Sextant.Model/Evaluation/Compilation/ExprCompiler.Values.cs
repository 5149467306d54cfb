using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Compilation;

internal sealed partial class ExprCompiler
{
    /// <summary>Faults when it is reached, and not before: a branch that is not taken does no harm.</summary>
    private static Computation Polymorphic(Expr expression) => Fails(FaultKind.NotExecutable, expression.Span, "polymorphic maps are only proved about, and cannot be run");

    private static int IndexOf(DataType type, DatatypeConstructor constructor) => ((DataType.Datatype)type).Symbol.Constructors.Items.IndexOf(constructor);

    private Computation Select(Expr.Select select)
    {
        if (select.Map.Type is DataType.Map { ParameterCount: > 0 })
            return Polymorphic(select);
        Computation map = Compute(select.Map);
        Computation key = Key(select.Indices);
        return f => ((MapValue)map(f).Heap!)[key(f)];
    }

    private Computation Store(Expr.Store store)
    {
        if (store.Map.Type is not DataType.Map { ParameterCount: 0 } type)
            return Polymorphic(store);
        MapShape shape = Domains.ShapeOf(type);
        Computation map = Compute(store.Map);
        Computation key = Key(store.Indices);
        Computation value = Compute(store.Value);
        SourceSpan span = store.Span;
        return f => Sized(shape.With(map(f).Map, key(f), value(f)), span);
    }

    /// <summary>The indices as one key.</summary>
    private Computation Key(EquatableArray<Expr> indices) => indices.Count == 1 ? Compute(indices[0]) : Tuple(0, indices);

    private Computation Tuple(int constructor, EquatableArray<Expr> parts)
    {
        Computation[] fields = [.. parts.Select(Compute)];
        switch (fields)
        {
            case []:
                return Always(Datum.Of(constructor));
            case [var only]:
                return f => new Datum(new TupleValue([only(f)]), constructor);
            case [var first, var second]:
                return f => new Datum(new TupleValue([first(f), second(f)]), constructor);
            default:
                return f => new Datum(new TupleValue(All(fields, f)), constructor);
        }
    }

    private static Datum[] All(Computation[] parts, Frame frame)
    {
        var values = new Datum[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            values[i] = parts[i](frame);
        return values;
    }

    private Computation Construct(Expr.Construct construct) => Tuple(IndexOf(construct.Datatype, construct.Constructor), construct.Arguments);

    private Computation Project(Expr.Project project)
    {
        Computation operand = Compute(project.Operand);
        int constructor = IndexOf(project.Operand.Type, project.Constructor);
        int field = project.Field;
        return f =>
        {
            Datum value = operand(f);
            return value.Bits == constructor ? ((TupleValue)value.Heap!).Fields[field] : throw WrongCase(project, value);
        };
    }

    private static EvaluationFaultException WrongCase(Expr.Project project, Datum value)
    {
        DatatypeSymbol symbol = ((DataType.Datatype)project.Operand.Type).Symbol;
        string field = project.Constructor.Fields[project.Field].Name;
        return new EvaluationFaultException(FaultKind.Partial, project.Span, $"the value is `{symbol.Constructors[value.Constructor].Name}`, which has no `{field}`");
    }

    private Condition Is(Expr.Is test)
    {
        Computation operand = Compute(test.Operand);
        int constructor = IndexOf(test.Operand.Type, test.Constructor);
        return f => operand(f).Bits == constructor;
    }

    private Computation ListOf(Expr.ListOf list)
    {
        Computation[] elements = [.. list.Elements.Select(Compute)];
        SourceSpan span = list.Span;
        return f => Sized(new ListValue(All(elements, f)), span);
    }

    private Computation Apply(Expr.Apply apply)
    {
        switch (evaluator.Definitions.GetValueOrDefault(apply.Function)?.Meaning)
        {
            case Objects.FunctionMeaning.Builtin builtin:
                return Builtin(builtin.Name, apply);
            case Objects.FunctionMeaning.Defined defined:
                return Defined(apply, defined.Body, evaluator.Definitions[apply.Function].Parameters);
            default:
                return Table(apply);
        }
    }

    private Computation Table(Expr.Apply apply)
    {
        if (!evaluator.Universe.Functions.TryGetValue(apply.Function, out FunctionTable? table))
            return Fails(FaultKind.NotExecutable, apply.Span, $"nothing says what `{apply.Function.Name}` yields");
        Computation key = Key(apply.Arguments);
        return f => table[key(f)]
            ?? throw new EvaluationFaultException(FaultKind.NotExecutable, apply.Span, $"nothing says what `{apply.Function.Name}` yields here");
    }

    private sealed record CompiledFunction(Computation Body, int[] Slots, int Depth, bool IsUndecidable);

    private readonly Dictionary<FunctionSymbol, CompiledFunction> _functions = [];

    /// <summary>
    /// Functions do not call themselves, not even by way of others, so each has its parameters in slots of its own. They speak
    /// of their parameters only: what is bound around the call is not theirs.
    /// </summary>
    private Computation Defined(Expr.Apply apply, Expr body, EquatableArray<VariableSymbol> parameters)
    {
        Computation[] arguments = [.. apply.Arguments.Select(Compute)];
        if (!_functions.TryGetValue(apply.Function, out CompiledFunction? function))
            _functions.Add(apply.Function, function = CompileFunction(body, parameters));
        Deepen(function.Depth, apply.Span);
        if (function.IsUndecidable)
            _undecidable++;
        (Computation run, int[] slots) = (function.Body, function.Slots);
        SourceSpan span = apply.Span;
        switch (arguments)
        {
            case []:
                return run;
            case [var only]:
                int slot = slots[0];
                return f =>
                {
                    Spend(f, span);
                    f.Slots[slot] = only(f);
                    return run(f);
                };
            default:
                return f =>
                {
                    Spend(f, span);
                    // All are computed before any is put in place, because an argument may apply the same function.
                    Datum[] values = All(arguments, f);
                    for (int i = 0; i < values.Length; i++)
                        f.Slots[slots[i]] = values[i];
                    return run(f);
                };
        }
    }

    private CompiledFunction CompileFunction(Expr body, EquatableArray<VariableSymbol> parameters)
    {
        (int depth, int deepest, int undecidable, bool before) = (_depth, _deepest, _undecidable, _readsBefore);
        (_depth, _deepest, _undecidable, _readsBefore) = (0, 0, 0, false);
        Dictionary<Symbol, int> around = _bound;
        int[] slots = [.. parameters.Select(_ => layout.AddNameless())];
        _bound = parameters.Zip(slots).ToDictionary(p => (Symbol)p.First, p => p.Second);
        Computation run = Compute(body);
        _bound = around;
        var function = new CompiledFunction(run, slots, _deepest, _undecidable > 0);
        (_depth, _deepest, _undecidable, _readsBefore) = (depth, deepest, undecidable, before);
        return function;
    }
}
