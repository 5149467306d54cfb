using Sextant.Model.Evaluation.Compilation;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Running;

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    Next,
    Return,
    /// <summary>Something that is assumed does not hold: no such run exists.</summary>
    Blocked,
}

/// <summary>Runs a statement on a frame.</summary>
internal delegate Flow Step(Frame frame);

/// <summary>Turns bodies of operations into delegates. Loop invariants are for proofs and take no part in a run.</summary>
internal sealed class StatementCompiler(Evaluator evaluator, ExprCompiler expressions, Layout layout, ReplicatedObject obj)
{
    private readonly HashSet<Operation> _inProgress = [];

    /// <summary>Runs the body with parameters and results in their slots, and <c>old</c> reading the state at its start.</summary>
    public Step Body(Operation operation, OperationBody body)
    {
        foreach (VariableSymbol variable in operation.Parameters.Concat(operation.Results).Concat(body.Locals))
            layout.Add(variable);
        if (!_inProgress.Add(operation))
            return Fails(FaultKind.NotExecutable, body.Span, $"`{operation.Name}` calls itself");
        Step start = Remember();
        Step clear = Havoc(operation, [.. operation.Results, .. body.Locals], body.Span, isChosen: false);
        Step all = Block(operation, body.Statements);
        _inProgress.Remove(operation);
        return f =>
        {
            start(f);
            clear(f);
            Flow end = all(f);
            return end == Flow.Blocked ? Flow.Blocked : Flow.Next;
        };
    }

    /// <summary>What <c>old</c> reads from here on is the state as it is now.</summary>
    public Step Remember()
    {
        (int Now, int Before)[] slots = [.. obj.State.Select(v => (layout.Add(v), layout.AddBefore(v)))];
        return f =>
        {
            foreach ((int now, int before) in slots)
                f.Slots[before] = f.Slots[now];
            return Flow.Next;
        };
    }

    private static Step Fails(FaultKind kind, SourceSpan span, string message) => _ => throw new EvaluationFaultException(kind, span, message);

    private Step Block(Operation operation, EquatableArray<Statement> statements)
    {
        Step[] steps = [.. statements.Select(s => Compile(operation, s))];
        if (steps is [var only])
            return only;
        return f =>
        {
            foreach (Step step in steps)
            {
                Flow flow = step(f);
                if (flow != Flow.Next)
                    return flow;
            }

            return Flow.Next;
        };
    }

    private Step Compile(Operation operation, Statement statement) => statement switch
    {
        Statement.Assign s => Assign(s),
        Statement.Havoc s => Havoc(operation, s.Variables, s.Span, isChosen: true),
        Statement.Assert s => Assert(s),
        Statement.Assume s => Assume(expressions.DecideWhole(s.Condition)),
        Statement.Call s => Call(s),
        Statement.If s => If(operation, s),
        Statement.While s => While(operation, s),
        Statement.Return => static _ => Flow.Return,
        _ => throw new InvalidOperationException($"no run of {statement.GetType().Name}"),
    };

    private Step Assign(Statement.Assign assign)
    {
        Computation[] values = [.. assign.Assignments.Select(a => expressions.ComputeWhole(a.Value))];
        int[] targets = [.. assign.Assignments.Select(a => layout.Add(a.Target))];
        if (values is [var value] && targets is [var target])
        {
            return f =>
            {
                expressions.Spend(f, assign.Span);
                f.Slots[target] = value(f);
                return Flow.Next;
            };
        }

        return f =>
        {
            expressions.Spend(f, assign.Span);
            var computed = new Datum[values.Length];
            for (int i = 0; i < values.Length; i++)
                computed[i] = values[i](f);
            for (int i = 0; i < targets.Length; i++)
                f.Slots[targets[i]] = computed[i];
            return Flow.Next;
        };
    }

    /// <param name="isChosen">Whether each value is a way that the run may take; else the variables begin with any value of their types.</param>
    private Step Havoc(Operation operation, EquatableArray<VariableSymbol> variables, SourceSpan span, bool isChosen)
    {
        int[] slots = [.. variables.Select(v => layout.Add(v))];
        if (!isChosen)
        {
            Datum?[] first = [.. variables.Select(v => evaluator.Domains.Any(v.Type))];
            return f =>
            {
                for (int i = 0; i < slots.Length; i++)
                    f.Slots[slots[i]] = first[i].GetValueOrDefault();
                return Flow.Next;
            };
        }

        if (variables.FirstOrDefault(v => evaluator.Domains.All(v.Type) is null) is { } infinite)
            return Fails(FaultKind.NotExecutable, span, $"`{infinite.Name}` may become any value of `{infinite.Type}`");
        Datum[][] values = [.. variables.Select(v => evaluator.Domains.All(v.Type)!)];
        Step[] promises = [.. operation.Assumptions.Where(a => variables.Contains(a.Variable)).Select(a => Assume(expressions.DecideWhole(a.Condition)))];
        return f =>
        {
            for (int i = 0; i < slots.Length; i++)
            {
                if (values[i].Length == 0)
                    return Flow.Blocked;
                f.Slots[slots[i]] = values[i][f.Choices!.Choose(values[i].Length)];
            }

            return Array.Exists(promises, p => p(f) == Flow.Blocked) ? Flow.Blocked : Flow.Next;
        };
    }

    private Step Assert(Statement.Assert assert)
    {
        Condition condition = expressions.DecideWhole(assert.Condition);
        return f => condition(f) ? Flow.Next : throw new EvaluationFaultException(FaultKind.Violated, assert.Condition.Span, "what is asserted here does not hold");
    }

    private static Step Assume(Condition condition) => f => condition(f) ? Flow.Next : Flow.Blocked;

    private Step If(Operation operation, Statement.If branch)
    {
        Condition condition = branch.Condition is null ? static f => f.Choices!.Choose(2) == 0 : expressions.DecideWhole(branch.Condition);
        Step then = Block(operation, branch.Then);
        Step otherwise = Block(operation, branch.Else);
        return f =>
        {
            expressions.Spend(f, branch.Span);
            return condition(f) ? then(f) : otherwise(f);
        };
    }

    private Step While(Operation operation, Statement.While loop)
    {
        // A loop that may end at any time ends at once or goes on; the limit on steps bounds how long it can go on.
        Condition condition = loop.Condition is null ? static f => f.Choices!.Choose(2) == 1 : expressions.DecideWhole(loop.Condition);
        Step body = Block(operation, loop.Body);
        return f =>
        {
            while (condition(f))
            {
                expressions.Spend(f, loop.Span);
                Flow flow = body(f);
                if (flow != Flow.Next)
                    return flow;
            }

            return Flow.Next;
        };
    }

    /// <summary>What is called runs as it is written; where it has no body, nothing says what it does.</summary>
    private Step Call(Statement.Call call)
    {
        Operation callee = obj.Routines.First(o => o.Name == call.Operation);
        if (callee.Body is null)
            return Fails(FaultKind.NotExecutable, call.Span, $"`{callee.Name}` has no body that could be run");
        Computation[] arguments = [.. call.Arguments.Select(expressions.ComputeWhole)];
        int[] parameters = [.. callee.Parameters.Select(p => layout.Add(p))];
        int[] before = [.. obj.State.Select(v => layout.AddBefore(v))];
        Step body = Body(callee, callee.Body);
        int[] results = [.. callee.Results.Select(r => layout.Add(r))];
        int[] targets = [.. call.Results.Select(r => layout.Add(r))];
        return f =>
        {
            expressions.Spend(f, call.Span);
            Datum[] values = [.. arguments.Select(a => a(f))];
            Datum[] remembered = [.. before.Select(s => f.Slots[s])];
            for (int i = 0; i < values.Length; i++)
                f.Slots[parameters[i]] = values[i];
            Flow flow = body(f);
            for (int i = 0; i < before.Length; i++)
                f.Slots[before[i]] = remembered[i];
            for (int i = 0; i < targets.Length; i++)
                f.Slots[targets[i]] = f.Slots[results[i]];
            return flow;
        };
    }
}
