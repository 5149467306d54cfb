using System.Numerics;
using Sextant.Model.Expressions;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;
using Memory = System.Collections.Immutable.ImmutableDictionary<Sextant.Model.Expressions.Symbol, Sextant.Model.Expressions.Expr>;

namespace Sextant.Model.Binding.Sxt;

/// <summary>
/// Runs a body on expressions: at its end every field, local and result has a value in terms of the state and the parameters
/// at its start. That is all there is to know of the operation.
/// </summary>
/// <param name="result">What the operation yields; null when it yields nothing.</param>
internal sealed partial class BodyRunner(DiagnosticBag diagnostics, TypeBinder types, ExprBinder expressions, ReplicaNames replicas,
    IReadOnlyList<DeclaredField> declared, (VariableSymbol Symbol, SxtType Type)? result = null)
{
    /// <summary>A loop of so many rounds is written out; so many ways through a body are followed.</summary>
    private const int MostRounds = 64;

    /// <summary>The name of the run, where something is put in under it; null where nothing is.</summary>
    public VariableSymbol? RunDot { get; private set; }

    /// <summary>All loops of a body that are written out, those inside of others included, have so many rounds.</summary>
    private const int MostRoundsInAll = 4096;

    private bool _isWrong;
    private int _rounds;
    private bool _isTooLarge;
    private int _ways = 1;

    /// <summary>The values of what was assigned; null when the body is wrong, which has been reported.</summary>
    public Memory? Run(Block body, Names names)
    {
        Memory end = Run([.. body.Statements], new Names(names), Memory.Empty);
        if (!_isWrong && result is var (symbol, _) && !end.ContainsKey(symbol))
            return Report(DiagnosticCodes.WrongResult, body.Span, "the operation promises a result, and a way through its body ends without one", "end every way with `return e;`");
        return _isWrong ? null : end;
    }

    private Memory? Report(DiagnosticCode code, SourceSpan span, string message, string help)
    {
        diagnostics.Report(code, span, message, help);
        return null;
    }

    /// <summary>What stands behind a branch that may return is run on each of its ways.</summary>
    private Memory Run(ReadOnlySpan<StatementSyntax> statements, Names names, Memory values)
    {
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is StatementSyntax.Return end)
                return Return(end, names, values);
            if (statements[i] is StatementSyntax.If branch && (Returns(branch.Then) || Returns(branch.Else)))
                return If(branch, statements[(i + 1)..], names, values);
            values = Run(statements[i], names, values);
        }

        return values;
    }

    private static bool Returns(Block? block) => block is not null && block.Statements.Any(s => s is StatementSyntax.Return || (s is StatementSyntax.If branch && (Returns(branch.Then) || Returns(branch.Else))));

    private Memory Run(StatementSyntax statement, Names names, Memory values)
    {
        switch (statement)
        {
            case StatementSyntax.Assign { Target: ExprSyntax.Tuple targets } assign:
                return AssignAll(assign, targets, names, values);
            case StatementSyntax.Assign assign:
                return Assign(assign, names, values);
            case StatementSyntax.Local local:
                return Local(local, names, values);
            case StatementSyntax.If branch:
                return If(branch, [], names, values);
            case StatementSyntax.ForRange loop:
                return WrittenOut(loop, names, values);
            case StatementSyntax.ForEach loop:
                return ForEach(loop, names, values);
            case StatementSyntax.While or StatementSyntax.DoWhile:
                return Refuse(statement, "nothing says what a loop of unknown length leads to", "go through a collection with `for x in s`, or say what the loop does with a function", values);
            case StatementSyntax.LeftOut:
                return Refuse(statement, "this operation is a sketch, of which nothing can be proved", "write what it does", values);
            default:
                return Refuse(statement, "this statement has no meaning in a replicated object", help: null, values);
        }
    }

    private Memory Return(StatementSyntax.Return end, Names names, Memory values)
    {
        if ((end.Value is null) != (result is null))
        {
            diagnostics.Report(DiagnosticCodes.WrongResult, end.Span, result is null ? "the operation has no result to return" : "a result is promised, and none is returned",
                result is null ? "say its type behind the parameters, as in `op o(): T`" : "write `return e;`");
            return Wrong(values);
        }

        if (result is not var (symbol, type))
            return values;
        return expressions.Bind(end.Value!, names, type) is { } value ? Keep(symbol, Evaluate(value.Expr, values), end.Span, values) : Wrong(values);
    }

    private Memory If(StatementSyntax.If branch, ReadOnlySpan<StatementSyntax> rest, Names names, Memory values)
    {
        if (rest.Length > 0 && ++_ways > MostRounds)
            return Refuse(branch, $"more than {MostRounds} ways lead through this body", "return at its end", values);
        if (expressions.Condition(branch.Condition, names) is not { } bound)
            return Wrong(values);
        Expr condition = Evaluate(bound, values);
        Memory then = Run([.. branch.Then.Statements, .. rest], names, values);
        Memory otherwise = Run([.. branch.Else?.Statements ?? [], .. rest], names, values);
        Memory joined = values;
        foreach (Symbol symbol in then.Keys.Concat(otherwise.Keys).Distinct())
        {
            if (ValueOf(symbol, then, branch.Span) is not { } a || ValueOf(symbol, otherwise, branch.Span) is not { } b)
            {
                // A result that one way lacks is missed at the end; a local of one way is gone where both have ended.
                if (symbol is VariableSymbol { Role: VariableRole.Result } || (symbol is VariableSymbol { Role: VariableRole.Local } && rest.Length > 0))
                    continue;
                return Refuse(branch, $"`{symbol.Name}` has a value on one way only", "give it a value before the `if`, or on both ways", joined);
            }

            joined = Keep(symbol, ReferenceEquals(a, b) ? a : Formula.If(condition, a, b), branch.Condition.Span, joined);
        }

        return joined;
    }

    /// <summary>A field that a branch leaves alone keeps its value; a local that it does not make has none.</summary>
    private static Expr? ValueOf(Symbol symbol, Memory branch, SourceSpan span) =>
        branch.TryGetValue(symbol, out Expr? value) ? value
        : symbol is VariableSymbol { Role: VariableRole.State } ? new Expr.Reference(symbol, span)
        : null;

    /// <summary>A loop over numbers that are written down, round by round.</summary>
    private Memory WrittenOut(StatementSyntax.ForRange loop, Names names, Memory values)
    {
        if (loop is not { Low: ExprSyntax.IntLiteral { Value: var low }, High: ExprSyntax.IntLiteral { Value: var high } } || high - low > MostRounds)
            return Refuse(loop, "nothing says what a loop of unknown length leads to", $"write its bounds as numbers, at most {MostRounds} apart, or go through a collection with `for x in s`", values);
        if (Returns(loop.Body))
            return Refuse(loop, "a loop that may end before its time is not followed", "say with a function when it ends", values);
        var inner = new Names(names);
        inner.TryDeclare(loop.Name.Text, null);
        for (BigInteger i = low; i < high; i++)
        {
            if (_rounds == MostRoundsInAll)
            {
                if (!_isTooLarge)
                    diagnostics.Report(DiagnosticCodes.TooDeep, loop.Name.Span, $"the loops of this body have more than {MostRoundsInAll} rounds in all", "go through a collection with `for x in s`, or say with a function what the loops compute");
                _isTooLarge = true;
                return Wrong(values);
            }

            _rounds++;
            var round = new Names(names);
            round.TryDeclare(loop.Name.Text, new Typed(new Expr.IntLiteral(i, loop.Name.Span), SxtType.Integer));
            values = Run([.. loop.Body.Statements], round, values);
        }

        return values;
    }

    private Memory Local(StatementSyntax.Local local, Names names, Memory values)
    {
        SxtType? type = local.Type is null ? null : types.Bind(local.Type);
        if (local.Type is not null && type is null)
            return Declare(local.Name, null, names, values);
        Typed? value = local.Value is not null ? expressions.Bind(local.Value, names, type, local.Type is null ? null : [new DiagnosticLabel(local.Type.Span, "because of this type")])
            : Entry.First(type!, local.Span) is { } first ? new Typed(first, type!) : null;
        if (value is null && local.Value is null)
        {
            names.TryDeclare(local.Name.Text, null);
            return Refuse(local, $"a local of type `{type}` needs a value", help: null, values);
        }

        return Declare(local.Name, value is null ? null : new Typed(Evaluate(value.Expr, values), type ?? value.Type), names, values);
    }

    private Memory Declare(Identifier name, Typed? value, Names names, Memory values)
    {
        if (value is null)
        {
            names.TryDeclare(name.Text, null);
            return Wrong(values);
        }

        var symbol = new VariableSymbol(name.Text, name.Span, value.Expr.Type, VariableRole.Local);
        if (!names.TryDeclare(name.Text, new Typed(new Expr.Reference(symbol, name.Span), value.Type.Shown)))
            diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two", names.Earlier(name.Text));
        return Keep(symbol, value.Expr, name.Span, values);
    }

    /// <summary>In terms of the start: what was assigned stands for the variables, and <c>old</c> is the start itself.</summary>
    private static Expr Evaluate(Expr expression, Memory values) => ExprRewrite.Apply(expression, part => part switch
    {
        Expr.Old old => old.Operand,
        Expr.Reference reference => values.GetValueOrDefault(reference.Symbol),
        _ => null,
    });

    private Memory Refuse(StatementSyntax statement, string message, string? help, Memory values)
    {
        diagnostics.Report(DiagnosticCodes.Unsupported, statement.Span, message, help);
        return Wrong(values);
    }

    /// <summary>From here on the variable has this value; the first one that is too large ends the body, for all that reads it would be too.</summary>
    private Memory Keep(Symbol symbol, Expr value, SourceSpan span, Memory values)
    {
        if (_isTooLarge || !expressions.Size.IsBounded(value, span))
        {
            _isTooLarge = true;
            return Wrong(values);
        }

        return values.SetItem(symbol, value);
    }

    private Memory Wrong(Memory values)
    {
        _isWrong = true;
        return values;
    }
}
