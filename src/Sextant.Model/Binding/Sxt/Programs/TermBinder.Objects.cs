using Sextant.Model.Expressions;
using Sextant.Model.Statements;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

internal sealed partial class TermBinder
{
    private Term? Retried(ExprSyntax.Retried retried, Place place)
    {
        var callee = (ExprSyntax.Member)retried.Attempt.Callee;
        ObjectAction action = retried.Retry switch
        {
            Retry.AtMostOnce => ObjectAction.AtMostOnce,
            Retry.AtLeastOnce => ObjectAction.AtLeastOnce,
            _ => ObjectAction.UntilDone,
        };
        if (callee.Field.Text is "pull" or "push")
            return Wrong(DiagnosticCodes.WrongKindOfName, retried.Span, $"`{callee.Field.Text}` is one of the three steps that the sign behind a call stands for", "leave the sign out, or call a method: `o.m(x)!`");
        return Operate(retried.Attempt, callee, action, retried.Span, place);
    }

    private Term? MemberCall(ExprSyntax.Call call, ExprSyntax.Member callee, Place place)
    {
        if (callee.Target is ExprSyntax.Word { Value: ValueWord.This } && place.Procs.TryGetValue(callee.Field.Text, out RoutineBinding? proc))
            return CallProc(call, proc, place);
        ObjectAction action = callee.Field.Text switch
        {
            "pull" => ObjectAction.Pull,
            "push" => ObjectAction.Push,
            _ => ObjectAction.Invoke,
        };
        return Operate(call, callee, action, call.Span, place);
    }

    private Term? Operate(ExprSyntax.Call call, ExprSyntax.Member callee, ObjectAction action, SourceSpan span, Place place)
    {
        if (place.Kind == PlaceKind.Method)
            return Wrong(DiagnosticCodes.OperationInMethod, span, "a method calls no operation of an atomic object", "do it in a `proc` of an app, or write what the called method does", place.Routine is { } method ? [new DiagnosticLabel(method.Name.Span, "in this method")] : []);
        Term? target = callee.Target is ExprSyntax.Word { Value: ValueWord.This } word && place.Self is not null ? place.Members["[this]"].Read(word.Span) : Infer(callee.Target, place);
        if (target is null)
            return null;
        if (Inference.Head(target.Type) is not ObjectType { Instance: var instance })
        {
            return Wrong(DiagnosticCodes.WrongKindOfName, callee.Target.Span, $"this is no atomic object{(Inference.Head(target.Type) is OpenType ? "" : $", but of type `{Inference.Resolve(target.Type)}`")}",
                "the objects that an app can call are its parameters");
        }

        if (place.Kind == PlaceKind.Property)
            return instance.MethodValue(this, call, callee, target, place);
        if (place.Before is null)
            return Wrong(DiagnosticCodes.OperationInMethod, span, "an operation of an atomic object is done, and cannot stand in a condition over all elements", "call it before, and use what it yields");
        return action is ObjectAction.Pull or ObjectAction.Push ? Step(call, callee, action, target, instance, place) : CallMethod(call, callee, action, target, instance, span, place);
    }

    /// <summary>A pull yields the state that it chose, a push the result of the method that was called last.</summary>
    private Term? Step(ExprSyntax.Call call, ExprSyntax.Member callee, ObjectAction action, Term target, AtomicInstance instance, Place place)
    {
        if (call.Arguments.Count > 0)
            return Wrong(DiagnosticCodes.WrongArgumentCount, call.Span, $"`{callee.Field.Text}` takes no argument", "leave the arguments out");
        RoutineBinding? last = action == ObjectAction.Push ? place.Routine!.LastCalled(Name(callee.Target)) : null;
        SxtType type = action == ObjectAction.Pull ? instance.StateType : last?.Result.Type ?? SxtType.Nothing;
        return Yielded(action, target, instance, last, [], type, call.Span, place);
    }

    private Term? CallMethod(ExprSyntax.Call call, ExprSyntax.Member callee, ObjectAction action, Term target, AtomicInstance instance, SourceSpan span, Place place)
    {
        string name = callee.Field.Text;
        if (instance.Method(name) is not { } method)
        {
            return Wrong(DiagnosticCodes.UnknownName, callee.Field.Span, $"`{instance.Name}` has no method `{name}`",
                Spelling.Suggest(name, [.. instance.MethodNames, "pull", "push"]) ?? $"its methods are {string.Join(", ", instance.MethodNames.Select(n => $"`{n}`"))}", new DiagnosticLabel(instance.NameSpan, "declared here"));
        }

        if (Arguments(call, name, method.Name.Span, [.. method.Parameters.Select(p => p.Type)], place) is not { } arguments)
            return null;
        if (action == ObjectAction.Invoke)
            place.Routine!.Called(Name(callee.Target), method);
        return Yielded(action, target, instance, method, arguments, method.Result.Type, span, place);
    }

    private Term Yielded(ObjectAction action, Term target, AtomicInstance instance, RoutineBinding? method, Term[] arguments, SxtType type, SourceSpan span, Place place)
    {
        bool mayFail = action is not (ObjectAction.AtLeastOnce or ObjectAction.UntilDone);
        ProgramVariable result = NewLocal("outcome", span, type, place);
        if (mayFail)
            result.AddSource(static () => true);
        bool isKept = true;
        bool isNeeded = true;
        place.Before!.Add(() => new ProgramStatement.Operate(new ObjectOperation(action, target.Value(), instance.Name,
            action == ObjectAction.Push && !isNeeded ? null : method?.Name.Text, arguments.Select(a => a.Value()).ToEquatable(), isKept ? result.Symbol : null), span));
        return result.Read(span) with { Discard = () => isKept = isNeeded = false, OnlyTested = () => isNeeded = false };
    }

    /// <summary>By what a body calls an object, as far as that is the same every time.</summary>
    private static string Name(ExprSyntax target) => target switch
    {
        ExprSyntax.Name name => name.Text,
        ExprSyntax.Member member => member.Field.Text,
        _ => "this",
    };
}
