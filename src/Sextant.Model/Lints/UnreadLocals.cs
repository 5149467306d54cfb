using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Lints;

/// <summary>
/// Variables of bodies that get a value which nobody reads. A variable is made by assigning to it, so that a mistyped field is
/// one. Operations, methods, procs, clients and merges are looked at as they are written, because a bound operation has no
/// variables left.
/// </summary>
internal static class UnreadLocals
{
    public static void Report(SxtProgram program, DiagnosticBag diagnostics)
    {
        foreach (Declaration.Object obj in program.Declarations.OfType<Declaration.Object>())
        {
            string[] fields = [.. obj.Members.OfType<Member.Field>().Select(f => f.Name.Text)];
            foreach (Member member in obj.Members)
            {
                switch (member)
                {
                    case Member.Routine routine:
                        Report(routine.Body, [.. fields, .. routine.Parameters.Select(p => p.Name.Text)], fields, diagnostics);
                        break;
                    case Member.Merge merge:
                        Report(merge.Body, fields, fields, diagnostics);
                        break;
                    // The client of an object sees nothing of its fields.
                    case Member.Client client:
                        string[] seen = obj.Kind == ObjectKind.App ? fields : [];
                        Report(client.Body, seen, seen, diagnostics);
                        break;
                }
            }
        }
    }

    /// <param name="others">What is called by its name and is no variable of the body.</param>
    private static void Report(Block body, IReadOnlyCollection<string> others, IReadOnlyCollection<string> fields, DiagnosticBag diagnostics)
    {
        StatementSyntax[] statements = [.. SyntaxWalk.All(body)];
        if (Array.Exists(statements, s => s is StatementSyntax.LeftOut))
            return;
        HashSet<string> known = [.. statements.SelectMany(Read), .. statements.SelectMany(GoneThrough), .. others];
        foreach ((string name, SourceSpan span) in statements.SelectMany(Assigned))
        {
            if (name[0] != '_' && known.Add(name))
                diagnostics.Report(DiagnosticCodes.UnreadLocal, span, $"`{name}` gets a value here, and nobody reads it",
                    Spelling.Suggest(name, fields) ?? $"leave it out; where what is assigned has parts that nobody needs, call it `_{name}`");
        }
    }

    /// <summary>The variables that the statement gives a value, or a part of one.</summary>
    private static IEnumerable<(string Name, SourceSpan Span)> Assigned(StatementSyntax statement) => statement switch
    {
        StatementSyntax.Assign assign => Targets(assign.Target).Select(Root).OfType<ExprSyntax.Name>().Select(n => (n.Text, n.Span)),
        StatementSyntax.Local local => [(local.Name.Text, local.Name.Span)],
        _ => [],
    };

    /// <summary>A loop has a variable whether anybody reads it or not.</summary>
    private static IEnumerable<string> GoneThrough(StatementSyntax statement) => statement switch
    {
        StatementSyntax.ForEach loop => loop.Pattern.Names.Select(n => n.Text),
        StatementSyntax.ForRange loop => [loop.Name.Text],
        _ => [],
    };

    private static IEnumerable<ExprSyntax> Targets(ExprSyntax target) => target is ExprSyntax.Tuple all ? all.Elements : [target];

    /// <summary>What is changed where a part of it is assigned to.</summary>
    private static ExprSyntax Root(ExprSyntax target) => target switch
    {
        ExprSyntax.Index part => Root(part.Target),
        ExprSyntax.Member part => Root(part.Target),
        _ => target,
    };

    private static IEnumerable<string> Read(StatementSyntax statement) => statement is StatementSyntax.Assign assign
        ? Targets(assign.Target).SelectMany(ReadOfTarget).Concat(Read(assign.Value))
        : SyntaxWalk.Expressions(statement).SelectMany(Read);

    /// <summary>To change a part is to read where it is, and not what it is a part of.</summary>
    private static IEnumerable<string> ReadOfTarget(ExprSyntax target) => target switch
    {
        ExprSyntax.Index part => ReadOfTarget(part.Target).Concat(Read(part.Position)),
        ExprSyntax.Member part => ReadOfTarget(part.Target),
        _ => [],
    };

    /// <summary>The names in an expression that it does not bind itself.</summary>
    private static IEnumerable<string> Read(ExprSyntax expression) => expression switch
    {
        ExprSyntax.Name name => [name.Text],
        ExprSyntax.Quantifier { Groups: var groups } => SyntaxWalk.Parts(expression).SelectMany(Read).Except(groups.SelectMany(g => g.Patterns).SelectMany(p => p.Names).Select(n => n.Text), StringComparer.Ordinal),
        _ => SyntaxWalk.Parts(expression).SelectMany(Read),
    };
}
