using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Model.Types;
using Sextant.Proof.Counterexamples;

namespace Sextant.Proof.Encoding;

/// <summary>
/// The body of an operation in passive form (Barnett and Leino, PASTE 2005): every assignment makes a new version, branches join in
/// conditional values, a loop is cut at its invariants.
/// </summary>
internal sealed class BodyEncoder(ScriptBuilder script, ReplicatedObject obj, Operation operation, Func<Env, Scene> sceneAt)
{
    private static readonly VariableSymbol GuardVariable = new("reached", default, DataType.Boolean, VariableRole.Local);

    /// <summary>A point of the body: what variables stand for, and when it is reached.</summary>
    private sealed record Point(Env Env, string Guard);

    /// <summary>Encodes the whole body; at every exit the postconditions are to be shown.</summary>
    public void Encode(OperationBody body, Env start)
    {
        Point end = Run(body.Statements, new Point(start, Guards.Always));
        ShowPostconditions(end);
    }

    private void ShowPostconditions(Point point) =>
        script.Show(operation.Ensures, point.Env, $"may not hold at the end of `{operation.Name}`", sceneAt(point.Env), point.Guard);

    private Point Run(EquatableArray<Statement> statements, Point point)
    {
        foreach (Statement statement in statements)
            point = Run(statement, point);
        return point;
    }

    private Point Run(Statement statement, Point point) => statement switch
    {
        Statement.Assign s => point with { Env = Assign(s, point.Env) },
        Statement.Havoc s => point with { Env = Forget(s.Variables, point) },
        Statement.Assert s => Assert(s, point),
        Statement.Assume s => Assume(s.Condition, point),
        Statement.Call s => point with { Env = Call(s, point) },
        Statement.If s => If(s, point),
        Statement.While s => While(s, point),
        Statement.Return => Return(point),
        _ => throw new InvalidOperationException($"no encoding of {statement.GetType().Name}"),
    };

    private Env Assign(Statement.Assign assign, Env env)
    {
        string?[] values = [.. assign.Assignments.Select(a => a.Value is Expr.Lambda ? null : script.Encode(a.Value, env))];
        return env.With(assign.Assignments.Select((a, i) => (a.Target, values[i] is { } value ? script.Define(a.Target, value) : DefineEverywhere(a.Target, (Expr.Lambda)a.Value, env))).ToArray());
    }

    /// <summary>A map of which it is said what it holds at each of its indices.</summary>
    private string DefineEverywhere(VariableSymbol target, Expr.Lambda map, Env env)
    {
        string name = script.Declare(target);
        var made = new VariableSymbol(target.Name, map.Span, map.Type, VariableRole.Local);
        EquatableArray<Expr> indices = map.Variables.Select(v => (Expr)new Expr.Reference(v, map.Span)).ToEquatable();
        Expr held = new Expr.Select(new Expr.Reference(made, map.Span), indices, map.Body.Type, map.Span);
        script.Assume(new Expr.Quantified(QuantifierKind.ForAll, map.Variables, [], new Expr.Binary(BinaryOperator.Equal, held, map.Body, DataType.Boolean, map.Span), map.Span), env.With(made, name));
        return name;
    }

    /// <summary>New values, of which only the promises of their declarations are known, and those only if the point is reached.</summary>
    private Env Forget(IEnumerable<VariableSymbol> variables, Point point) => script.DeclareAll(variables, operation.Assumptions, point.Env, point.Guard);

    private Point Assert(Statement.Assert assert, Point point)
    {
        Clause[] clauses = [.. Conjuncts.Of(assert.Condition).Select(c => new Clause(null, c, c.Span))];
        script.Show(clauses, point.Env, "may not hold here", sceneAt(point.Env), point.Guard);
        return Assume(assert.Condition, point);
    }

    private Point Assume(Expr condition, Point point)
    {
        script.Assume(condition, point.Env, point.Guard);
        return point;
    }

    private Env Call(Statement.Call call, Point point)
    {
        Operation callee = obj.Routines.First(o => o.Name == call.Operation);
        Env entry = point.Env.With(callee.Parameters.Select((p, i) => (p, script.Define(p, script.Encode(call.Arguments[i], point.Env)))).ToArray());
        script.Show(callee.Requires, entry, $"may not hold where `{callee.Name}` is called", sceneAt(point.Env), point.Guard);
        script.AssumeAll(callee.Requires.Where(r => !r.IsFree), entry, point.Guard);
        Env exit = OperationEffect.Apply(script, callee, entry, point.Guard);
        return point.Env
            .With(callee.Modifies.Select(v => (v, exit[v])).ToArray())
            .With(call.Results.Select((r, i) => (r, exit[callee.Results[i]])).ToArray());
    }

    private Point If(Statement.If branch, Point point)
    {
        string condition = script.Define(GuardVariable, branch.Condition is null ? script.Declare(GuardVariable) : script.Encode(branch.Condition, point.Env));
        Point then = Run(branch.Then, point with { Guard = Guards.And(point.Guard, condition) });
        Point otherwise = Run(branch.Else, point with { Guard = Guards.And(point.Guard, Guards.Not(condition)) });
        return Join(condition, then, otherwise, point, MayReturn(branch.Then) || MayReturn(branch.Else));
    }

    private Point Join(string condition, Point then, Point otherwise, Point before, bool branchesMayEnd)
    {
        Env env = before.Env;
        foreach (VariableSymbol variable in AssignedIn(then, otherwise, before))
            env = env.With(variable, script.Define(variable, $"(ite {condition} {then.Env[variable]} {otherwise.Env[variable]})"));
        string guard = branchesMayEnd ? script.Define(GuardVariable, Guards.Or(then.Guard, otherwise.Guard)) : before.Guard;
        return new Point(env, guard);
    }

    private static IEnumerable<VariableSymbol> AssignedIn(Point then, Point otherwise, Point before) =>
        before.Env.Now.Keys.Where(v => then.Env[v] != before.Env[v] || otherwise.Env[v] != before.Env[v])
            .OrderBy(v => v.DeclaredAt.Start);

    private Point While(Statement.While loop, Point point)
    {
        script.Show(loop.Invariants, point.Env, "may not hold when the loop is reached", sceneAt(point.Env), point.Guard);
        Env env = Forget(AssignedBy(loop.Body).Distinct().OrderBy(v => v.DeclaredAt.Start), point);
        script.AssumeAll(loop.Invariants, env, point.Guard);
        string condition = script.Define(GuardVariable, loop.Condition is null ? script.Declare(GuardVariable) : script.Encode(loop.Condition, env));

        script.OpenScope();
        Point end = Run(loop.Body, new Point(env, Guards.And(point.Guard, condition)));
        script.Show(loop.Invariants, end.Env, "may not be kept by the loop", sceneAt(end.Env), end.Guard);
        script.CloseScope();
        // That the loop has ended is a fact, and no part of the guard: branches that join later forget their guards.
        script.Assume(Guards.Implies(point.Guard, Guards.Not(condition)));
        return point with { Env = env };
    }

    private Point Return(Point point)
    {
        ShowPostconditions(point);
        return point with { Guard = Guards.Never };
    }

    private static bool MayReturn(EquatableArray<Statement> statements) => statements.Any(s => s switch
    {
        Statement.Return => true,
        Statement.If branch => MayReturn(branch.Then) || MayReturn(branch.Else),
        _ => false,
    });

    private IEnumerable<VariableSymbol> AssignedBy(EquatableArray<Statement> statements) => statements.SelectMany(s => s switch
    {
        Statement.Assign assign => assign.Assignments.Select(a => a.Target),
        Statement.Havoc havoc => havoc.Variables,
        Statement.Call call => [.. call.Results, .. obj.Routines.First(o => o.Name == call.Operation).Modifies],
        Statement.If branch => AssignedBy(branch.Then).Concat(AssignedBy(branch.Else)),
        Statement.While loop => AssignedBy(loop.Body),
        _ => Enumerable.Empty<VariableSymbol>(),
    });
}
