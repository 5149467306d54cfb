using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Boogie;

/// <summary>
/// Finds what <c>@invariant</c>, <c>@gteq</c> and <c>@merge</c> mark and checks that it has the shape which the
/// published tool asks for. Properties are null until <see cref="Bind"/> has found a well-shaped declaration.
/// </summary>
internal sealed class AnnotationBinder(
    DiagnosticBag diagnostics,
    EquatableArray<VariableSymbol> state,
    EquatableArray<FunctionDefinition> functions,
    IReadOnlyList<(Declaration.Procedure Declaration, Operation Operation)> operations)
{
    public EquatableArray<Clause>? Invariant { get; private set; }

    public StateOrder? Order { get; private set; }

    public Merge? Merge { get; private set; }

    /// <param name="stateIsComplete">False when a state variable could not be bound; shapes are then not judged.</param>
    public void Bind(BoogieProgram program, bool stateIsComplete)
    {
        var marked = new Dictionary<string, (Annotation Annotation, Declaration Declaration)>(StringComparer.Ordinal);
        foreach (Declaration declaration in program.Declarations)
        {
            foreach (Annotation annotation in declaration.Annotations)
                Mark(annotation, declaration, marked);
        }

        if (state.Count == 0 && stateIsComplete)
            diagnostics.Report(DiagnosticCodes.NoState, new SourceSpan(0, 0), "the specification declares no state variable");
        ReportMissing(program, marked);
        if (!stateIsComplete || state.Count == 0)
            return;
        if (marked.TryGetValue("invariant", out (Annotation, Declaration Declaration) invariant) && DefinitionOf(invariant.Declaration) is { } inv)
            Invariant = BindInvariant(inv);
        if (marked.TryGetValue("gteq", out (Annotation, Declaration Declaration) gteq) && DefinitionOf(gteq.Declaration) is { } order)
            Order = BindOrder(order, gteq.Declaration.Span);
        if (marked.TryGetValue("merge", out (Annotation, Declaration Declaration) merge))
            Merge = operations.Where(o => o.Declaration == merge.Declaration).Select(o => BindMerge(o.Operation)).FirstOrDefault();
    }

    private void Mark(Annotation annotation, Declaration declaration, Dictionary<string, (Annotation Annotation, Declaration Declaration)> marked)
    {
        bool wantsProcedure = annotation.Name == "merge";
        if (!wantsProcedure && annotation.Name is not ("invariant" or "gteq"))
        {
            diagnostics.Report(DiagnosticCodes.UnknownAnnotation, annotation.Span, $"`@{annotation.Name}` is not an annotation", Spelling.Suggest($"@{annotation.Name}", ["@invariant", "@gteq", "@merge"]));
            return;
        }

        bool fits = wantsProcedure ? declaration is Declaration.Procedure : declaration is Declaration.Function;
        if (!fits)
            diagnostics.Report(DiagnosticCodes.MisplacedAnnotation, annotation.Span, $"`@{annotation.Name}` marks a {(wantsProcedure ? "procedure" : "function")}, and something else follows it",
                $"put it directly above the {(wantsProcedure ? "procedure that merges an incoming state" : "function")}");
        if (!marked.TryAdd(annotation.Name, (annotation, declaration)))
            diagnostics.Report(DiagnosticCodes.DuplicateAnnotation, annotation.Span, $"`@{annotation.Name}` stands twice", "a file describes one replicated object: keep one of the two",
                new DiagnosticLabel(marked[annotation.Name].Annotation.Span, "first used here"));
    }

    private void ReportMissing(BoogieProgram program, Dictionary<string, (Annotation Annotation, Declaration Declaration)> marked)
    {
        List<(string Name, string What)> unlikely = [];
        Report("invariant", "the function that says what every replica's state must satisfy", program.Declarations.OfType<Declaration.Function>().Where(f => f.Body is not null).Select(f => f.Name));
        Report("gteq", "the function that says when one state is at least another", program.Declarations.OfType<Declaration.Function>().Where(f => f.Body is not null).Select(f => f.Name));
        Report("merge", "the procedure that joins an incoming state into the local one", program.Declarations.OfType<Declaration.Procedure>().Select(p => p.Name));
        if (unlikely.Count > 0)
            diagnostics.Report(DiagnosticCodes.MissingAnnotation, new SourceSpan(0, 0),
                $"no declaration is marked {string.Join(", none ", unlikely.Select(u => u.Name))}",
                $"write {string.Join(", and ", unlikely.Select(u => $"{u.Name} above {u.What}"))}");

        void Report(string name, string what, IEnumerable<Identifier> candidates)
        {
            if (marked.ContainsKey(name))
                return;
            Identifier? likely = candidates.FirstOrDefault(c => c.Text.Contains(name, StringComparison.OrdinalIgnoreCase) || (name == "invariant" && c.Text.StartsWith("inv", StringComparison.OrdinalIgnoreCase)));
            if (likely is null)
                unlikely.Add(($"`@{name}`", what));
            else
                diagnostics.Report(DiagnosticCodes.MissingAnnotation, likely.Span, $"no declaration is marked `@{name}`", $"if `{likely.Text}` is {what}, write `@{name}` above it");
        }
    }

    private FunctionDefinition? DefinitionOf(Declaration declaration) =>
        declaration is Declaration.Function function ? functions.FirstOrDefault(f => f.Symbol.DeclaredAt == function.Name.Span) : null;

    private EquatableArray<Clause>? BindInvariant(FunctionDefinition function)
    {
        if (!ReturnsBool(function, DiagnosticCodes.InvariantShape)
            || !ParametersMatch(function.Symbol.DeclaredAt, function.Parameters, DiagnosticCodes.InvariantShape, "the invariant", [.. state.Select(v => (v.Name, v.Type))]))
            return null;
        Dictionary<Symbol, Expr> toState = state.ToDictionary(v => (Symbol)Named(function.Parameters, v.Name), v => (Expr)new Expr.Reference(v, v.DeclaredAt));
        Expr whole = function.Meaning is FunctionMeaning.Defined defined
            ? ExprRewrite.Substitute(defined.Body, toState)
            : new Expr.Apply(function.Symbol, function.Parameters.Select(p => toState[p]).ToEquatable(), function.Symbol.DeclaredAt);
        return Conjuncts.Of(whole).Select(c => new Clause(null, c, c.Span)).ToEquatable();
    }

    private StateOrder? BindOrder(FunctionDefinition function, SourceSpan span)
    {
        if (!ReturnsBool(function, DiagnosticCodes.OrderShape)
            || !ParametersMatch(function.Symbol.DeclaredAt, function.Parameters, DiagnosticCodes.OrderShape, "the order",
                [.. state.Select(v => (v.Name + "1", v.Type)), .. state.Select(v => (v.Name + "2", v.Type))]))
            return null;
        Expr condition = function.Meaning is FunctionMeaning.Defined defined
            ? defined.Body
            : new Expr.Apply(function.Symbol, function.Parameters.Select(p => (Expr)new Expr.Reference(p, p.DeclaredAt)).ToEquatable(), function.Symbol.DeclaredAt);
        return new StateOrder(function.Symbol.Name,
            state.Select(v => Named(function.Parameters, v.Name + "1")).ToEquatable(),
            state.Select(v => Named(function.Parameters, v.Name + "2")).ToEquatable(),
            condition, span);
    }

    private Merge? BindMerge(Operation operation)
    {
        bool fits = ParametersMatch(operation.NameSpan, operation.Parameters, DiagnosticCodes.MergeShape, "merge", [.. state.Select(v => (v.Name + "1", v.Type))]);
        foreach (VariableSymbol variable in state.Where(v => !operation.Modifies.Contains(v)))
        {
            diagnostics.Report(DiagnosticCodes.MergeShape, operation.NameSpan, $"merge does not declare that it changes `{variable.Name}`",
                $"add `modifies {variable.Name};`: merge computes every state variable", new DiagnosticLabel(variable.DeclaredAt, "declared here"));
            fits = false;
        }

        if (operation.Results.Count > 0)
        {
            diagnostics.Report(DiagnosticCodes.MergeShape, operation.Results[0].DeclaredAt, "merge changes the local state and returns nothing", "remove `returns`");
            fits = false;
        }

        return fits ? new Merge(operation, state.Select(v => Named(operation.Parameters, v.Name + "1")).ToEquatable()) : null;
    }

    private bool ReturnsBool(FunctionDefinition function, DiagnosticCode code)
    {
        if (function.Symbol.Type is DataType.Bool)
            return true;
        diagnostics.Report(code, function.Symbol.DeclaredAt, $"`{function.Symbol.Name}` returns `{function.Symbol.Type}`, and a condition is needed", "write `returns (bool)`");
        return false;
    }

    /// <summary>The parameters must be the expected ones, in any order; the help prints the list to write.</summary>
    private bool ParametersMatch(SourceSpan place, EquatableArray<VariableSymbol> parameters, DiagnosticCode code, string what, (string Name, DataType Type)[] expected)
    {
        string help = $"its parameters are: ({string.Join(", ", expected.Select(e => $"{e.Name}: {e.Type}"))})";
        foreach ((string name, DataType type) in expected)
        {
            VariableSymbol? parameter = parameters.FirstOrDefault(p => p.Name == name);
            if (parameter is null)
            {
                diagnostics.Report(code, place, $"{what} has no parameter `{name}: {type}`", help);
                return false;
            }

            if (parameter.Type != type)
            {
                diagnostics.Report(code, parameter.DeclaredAt, $"the parameter `{name}` has the type `{parameter.Type}`, and the state variable has `{type}`", help);
                return false;
            }
        }

        if (parameters.FirstOrDefault(p => !Array.Exists(expected, e => e.Name == p.Name)) is not { } extra)
            return true;
        diagnostics.Report(code, extra.DeclaredAt, $"the parameter `{extra.Name}` of {what} belongs to no state variable", help);
        return false;
    }

    private static VariableSymbol Named(EquatableArray<VariableSymbol> parameters, string name) => parameters.First(p => p.Name == name);
}
