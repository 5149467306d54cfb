using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Boogie.Ast;
using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Binding.Boogie;

/// <summary>Turns a parsed annotated Boogie file into the typed model of a replicated object.</summary>
public static class BoogieBinder
{
    /// <summary>Null when the file has errors; all of them have then been reported.</summary>
    public static ReplicatedObject? Bind(BoogieProgram program, DiagnosticBag diagnostics)
    {
        var types = new TypeBinder(diagnostics);
        foreach (Declaration declaration in program.Declarations)
        {
            if (declaration is Declaration.TypeConstructor constructor)
                types.Declare(constructor);
            else if (declaration is Declaration.TypeSynonym synonym)
                types.Declare(synonym);
        }

        types.CheckSynonyms();
        var globals = new GlobalBinder(diagnostics, types);
        globals.DeclareAll(program);
        var functions = new FunctionBinder(diagnostics, types, globals.Scope);
        foreach (Declaration.Function function in program.Declarations.OfType<Declaration.Function>())
            functions.DeclareSignature(function);

        var expressions = new ExprBinder(diagnostics, types, functions.Symbols,
            program.Declarations.OfType<Declaration.Procedure>().Select(p => p.Name.Text).ToHashSet(StringComparer.Ordinal));
        EquatableArray<FunctionDefinition> definitions = functions.BindAll(expressions);
        EquatableArray<Axiom> axioms = program.Declarations.OfType<Declaration.Axiom>()
            .Select(a => expressions.Bind(a.Condition, DataType.Boolean, globals.Scope, VisibleStates.None) is { } condition ? new Axiom(condition, a.Span) : null)
            .OfType<Axiom>().ToEquatable();
        EquatableArray<VariableAssumption> stateAssumptions = globals.BindAssumptions(program, expressions);

        var procedures = new ProcedureBinder(diagnostics, types, expressions, globals.Scope);
        foreach (Declaration.Procedure procedure in program.Declarations.OfType<Declaration.Procedure>())
            procedures.DeclareSignature(procedure);
        IReadOnlyList<(Declaration.Procedure Declaration, Operation Operation)> operations = procedures.BindAll();

        var theory = new Theory(types.Sorts.ToEquatable(), globals.Constants.ToEquatable(), definitions, axioms);
        var annotated = new AnnotationBinder(diagnostics, globals.State.ToEquatable(), definitions, operations);
        annotated.Bind(program, globals.StateIsComplete);
        if (diagnostics.HasErrors || annotated is not { Invariant: { } invariant, Order: { } order, Merge: { } merge })
            return null;
        return new ReplicatedObject(
            Path.GetFileNameWithoutExtension(diagnostics.Source.Path), diagnostics.Source, theory,
            globals.State.ToEquatable(), stateAssumptions, invariant, new Propagation.States(order, merge),
            operations.Select(o => o.Operation).Where(o => o != merge.Operation).ToEquatable());
    }
}
