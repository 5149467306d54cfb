using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Op = Sextant.Model.Expressions.BinaryOperator;

namespace Sextant.Model.Binding.Sxt.Programs;

internal sealed partial class TermBinder
{
    private static readonly Dictionary<string, int> KnownFunctions = new(StringComparer.Ordinal)
    {
        ["find"] = 2, ["hash"] = 1, ["keys"] = 1, ["len"] = 1, ["max"] = 2, ["min"] = 2, ["sum"] = 1, ["values"] = 1,
    };

    private Term? Call(ExprSyntax.Call call, Place place)
    {
        if (call.Callee is ExprSyntax.Member member)
            return MemberCall(call, member, place);
        var callee = (ExprSyntax.Name)call.Callee;
        if (place.Procs.TryGetValue(callee.Text, out RoutineBinding? proc))
            return CallProc(call, proc, place);
        if (functions.IsDeclared(callee.Text))
            return functions.Apply(call, callee, this, place);
        if (KnownFunctions.TryGetValue(callee.Text, out int count))
        {
            if (count != call.Arguments.Count)
                return Wrong(DiagnosticCodes.WrongArgumentCount, call.Span, $"`{callee.Text}` takes {Quantity.Of(count, "argument")}, not {call.Arguments.Count}", "`find(map, key)`, `max(a, b)`, `hash(x)`, `len(x)`: each takes what it needs and no more");
            Term?[] arguments = BindAll(call.Arguments, place);
            return Array.Exists(arguments, a => a is null) ? null : Known(callee.Text, [.. arguments.Select(a => a!)], call.Span);
        }

        if (place.Find(callee.Text) is { } value)
            return Wrong(DiagnosticCodes.WrongKindOfName, callee.Span, $"`{callee.Text}` is a value, and something that can be called is needed", "leave out the arguments; an element is `m[key]`, a method is called on an object: `o.m(x)`", new DiagnosticLabel(value.DeclaredAt, "declared here"));
        return Wrong(DiagnosticCodes.UnknownName, callee.Span, $"nothing that can be called is named `{callee.Text}`",
            Spelling.Suggest(callee.Text, [.. functions.Names, .. KnownFunctions.Keys, .. place.Procs.Keys]) ?? (place.Procs.Count > 0 ? $"declare a `proc {callee.Text}` or a `function {callee.Text}`" : $"declare it, as in `function {callee.Text}(x: T) := e;`"));
    }

    private Term? Known(string function, Term[] arguments, SourceSpan span)
    {
        Term subject = arguments[0];
        switch (function)
        {
            case "hash":
                return Primitive(PrimitiveOperator.Hash, SxtType.Natural, span, subject);
            case "max":
                return Extreme(Op.GreaterOrEqual, subject, arguments[1], span);
            case "min":
                return Extreme(Op.LessOrEqual, subject, arguments[1], span);
            default:
                return inference.When(subject.Type, subject.Span, type => Of(function, type, arguments, span));
        }
    }

    private Term? Extreme(Op op, Term left, Term right, SourceSpan span) => inference.Expect(right, left.Type, new DiagnosticLabel(left.Span, "because of this")) is null
        ? null
        : Ordered(op, left, right, span, (a, b, condition) => new Expr.Conditional(condition, a, b, span) is var chosen && _size.IsBounded(chosen, span) ? chosen : a, result: null);

    private Term? Of(string function, SxtType type, Term[] arguments, SourceSpan span)
    {
        switch (function, type)
        {
            case ("len", SxtType.Text or SxtType.List or SxtType.Set or SxtType.Map):
                return Primitive(PrimitiveOperator.Length, SxtType.Natural, span, arguments);
            case ("find", SxtType.Map map):
                return inference.Expect(arguments[1], map.Key) is null ? null
                    : new Term(map.Value, span, () => new Expr.Primitive(PrimitiveOperator.Find, [arguments[0].Value(), .. Indices(arguments[1], map.Key)], Inference.Resolve(map.Value).Data, span));
            case ("keys", SxtType.Map map):
                return Primitive(PrimitiveOperator.Keys, new SxtType.Set(map.Key), span, arguments);
            case ("values", SxtType.Map map):
                return Primitive(PrimitiveOperator.Values, new SxtType.List(map.Value, IsDense: false), span, arguments);
            case ("sum", SxtType.List or SxtType.Set or SxtType.Map):
                SxtType summed = type switch { SxtType.List l => l.Element, SxtType.Set s => s.Key, _ => ((SxtType.Map)type).Value };
                return Inference.Unify(summed, SxtType.Integer) ? Primitive(PrimitiveOperator.Sum, SxtType.Integer, span, arguments)
                    : Wrong(DiagnosticCodes.TypeMismatch, arguments[0].Span, $"only numbers have a sum, and these are of type `{Inference.Resolve(summed)}`", "sum up a collection of numbers");
            default:
                string wanted = function switch { "len" => "a text, a list, a set or a map", "sum" => "a list, a set or a map of numbers", _ => "a map" };
                return Wrong(DiagnosticCodes.TypeMismatch, arguments[0].Span, $"`{function}` is asked of a value of type `{Inference.Resolve(type)}`, and {wanted} is needed", $"give it {wanted}");
        }
    }

    /// <summary>The arguments, each of its parameter's type; null when something is wrong.</summary>
    public Term[]? Arguments(ExprSyntax.Call call, string name, SourceSpan declaredAt, IReadOnlyList<SxtType> parameters, Place place)
    {
        if (parameters.Count != call.Arguments.Count)
        {
            Wrong(DiagnosticCodes.WrongArgumentCount, call.Span, $"`{name}` takes {Quantity.Of(parameters.Count, "argument")}, not {call.Arguments.Count}",
                "write one argument for each parameter of its declaration", new DiagnosticLabel(declaredAt, "declared here"));
            return null;
        }

        Term?[] arguments = [.. call.Arguments.Select((a, i) => Bind(a, place, parameters[i], new DiagnosticLabel(declaredAt, $"because of parameter {i + 1} of this")))];
        return Array.Exists(arguments, a => a is null) ? null : [.. arguments.Select(a => a!)];
    }

    private Term? CallProc(ExprSyntax.Call call, RoutineBinding proc, Place place)
    {
        if (place.Before is not { } before || place.Routine is not { } caller)
            return Wrong(DiagnosticCodes.WrongKindOfName, call.Span, $"`{proc.Name.Text}` is a proc, which is run and has no value here", "procs are called in procs and by clients");
        if (Arguments(call, proc.Name.Text, proc.Name.Span, [.. proc.Parameters.Select(p => p.Type)], place) is not { } arguments)
            return null;
        caller.Calls.TryAdd(proc, call.Span);
        ProgramVariable result = NewLocal("result", call.Span, proc.Result.Type, place);
        result.AddSource(() => proc.Result.MayFail);
        bool isUsed = true;
        before.Add(() => new Statements.ProgramStatement.CallProc(isUsed ? result.Symbol : null, proc.Name.Text, arguments.Select(a => a.Value()).ToEquatable(), call.Span));
        return result.Read(call.Span) with { Discard = () => isUsed = false };
    }
}
