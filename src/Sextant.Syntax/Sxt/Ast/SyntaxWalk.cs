namespace Sextant.Syntax.Sxt.Ast;

/// <summary>Visits the parts of what is written.</summary>
public static class SyntaxWalk
{
    /// <summary>The statements and everything in them, in the order of the text.</summary>
    public static IEnumerable<StatementSyntax> All(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Statements.SelectMany(s => Blocks(s).SelectMany(All).Prepend(s));
    }

    private static IEnumerable<Block> Blocks(StatementSyntax statement) => statement switch
    {
        StatementSyntax.If s => s.Else is null ? [s.Then] : [s.Then, s.Else],
        StatementSyntax.While s => [s.Body],
        StatementSyntax.DoWhile s => [s.Body],
        StatementSyntax.ForEach s => [s.Body],
        StatementSyntax.ForRange s => [s.Body],
        _ => [],
    };

    /// <summary>The expressions that the statement itself consists of, what is assigned to included, without the statements in it.</summary>
    public static IEnumerable<ExprSyntax> Expressions(StatementSyntax statement)
    {
        ExprSyntax?[] parts = statement switch
        {
            StatementSyntax.Assign s => [s.Target, s.Value],
            StatementSyntax.Local s => [s.Value],
            StatementSyntax.Invoke s => [s.Call],
            StatementSyntax.If s => [s.Condition],
            StatementSyntax.While s => [s.Condition],
            StatementSyntax.DoWhile s => [s.Condition],
            StatementSyntax.ForEach s => [s.Collection],
            StatementSyntax.ForRange s => [s.Low, s.High],
            StatementSyntax.Return s => [s.Value],
            _ => [],
        };
        return parts.OfType<ExprSyntax>();
    }

    /// <summary>The direct parts, left to right.</summary>
    public static IEnumerable<ExprSyntax> Parts(ExprSyntax expression) => expression switch
    {
        ExprSyntax.Some e => [e.Operand],
        ExprSyntax.Old e => [e.Operand],
        ExprSyntax.Member e => [e.Target],
        ExprSyntax.Index e => [e.Target, e.Position],
        ExprSyntax.Call e => [e.Callee, .. e.Arguments],
        ExprSyntax.Retried e => [e.Attempt],
        ExprSyntax.Unary e => [e.Operand],
        ExprSyntax.Binary e => [e.Left, e.Right],
        ExprSyntax.Conditional e => [e.Condition, e.Then, e.Else],
        ExprSyntax.Tuple e => e.Elements,
        ExprSyntax.List e => e.Elements,
        ExprSyntax.Family e => [e.First, e.Last],
        ExprSyntax.Set e => e.Elements,
        ExprSyntax.Map e => e.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        ExprSyntax.Record e => e.Fields.Select(f => f.Value ?? new ExprSyntax.Name(f.Name.Span, f.Name.Text)),
        ExprSyntax.Quantifier e => [.. e.Groups.Select(g => g.Domain).OfType<Domain.Elements>().Select(d => d.Collection), e.Body],
        _ => [],
    };
}
