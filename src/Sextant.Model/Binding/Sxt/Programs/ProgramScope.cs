using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>What a file, or an object in it, declares for the programs in it: types, constants, functions.</summary>
internal sealed class ProgramScope
{
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Func<ProgramConstant>> _constants = [];
    private readonly ProgramFunctions _functions;
    private readonly ProgramScope? _outer;

    public ProgramScope(DiagnosticBag diagnostics, TheoryBuilder theory, Inference inference, ProgramScope? outer)
    {
        _diagnostics = diagnostics;
        _outer = outer;
        Types = new TypeBinder(diagnostics, theory, outer?.Types, isOfPrograms: true);
        Globals = new Place(PlaceKind.Global, outer?.Globals) { Members = [] };
        _functions = new ProgramFunctions(diagnostics, Types, theory, outer?._functions) { Globals = Globals };
        Terms = new TermBinder(diagnostics, Types, theory, inference, _functions);
    }

    public TypeBinder Types { get; }

    public Place Globals { get; }

    public TermBinder Terms { get; }

    /// <summary>The constants that can be named here, those of the file included.</summary>
    public EquatableArray<ProgramConstant> Constants => [.. _outer?.Constants ?? [], .. Built];

    private EquatableArray<ProgramConstant> Built => _built ??= _constants.Select(c => c()).ToEquatable();

    private EquatableArray<ProgramConstant>? _built;

    public void Declare(IReadOnlyList<Declaration> declarations)
    {
        foreach (Declaration declaration in declarations)
        {
            if (TypeName(declaration) is { } name)
                Types.Declare(name, declaration);
            else if (declaration is Declaration.Function function)
                _functions.Declare(function);
        }

        foreach (Declaration.Enum declared in declarations.OfType<Declaration.Enum>())
            DeclareCases(declared);
        foreach (Declaration.Constant constant in declarations.OfType<Declaration.Constant>())
            Declare(Globals, constant.Name, BindConstant(constant));
        foreach (Declaration declaration in declarations)
        {
            if (TypeName(declaration) is { } name && declaration is not (Declaration.Record { TypeParameters.Count: > 0 } or Declaration.NamedType { TypeParameters.Count: > 0 }))
                Types.Bind(new TypeSyntax.Named(name.Span, name, []));
        }

        _functions.BindAll(Terms);
        foreach (Declaration.Axiom axiom in declarations.OfType<Declaration.Axiom>())
            Terms.Condition(axiom.Condition, Globals);
    }

    /// <summary>Makes functions with type parameters for the types of new calls; see <see cref="ProgramFunctions.BindChosen"/>.</summary>
    public bool BindChosen() => _functions.BindChosen(Terms);

    /// <summary>Puts the functions into the theory; all types must be known.</summary>
    public void BuildFunctions() => _functions.Build();

    public void Declare(Place place, Identifier name, Named value)
    {
        if (!place.TryDeclare(name.Text, value))
            _diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(place.Own(name.Text)!.DeclaredAt, "first declared here"));
    }

    private static Identifier? TypeName(Declaration declaration) => declaration switch
    {
        Declaration.Enum e => e.Name,
        Declaration.Record r => r.Name,
        Declaration.NamedType t => t.Name,
        _ => null,
    };

    private void DeclareCases(Declaration.Enum declared)
    {
        if (Types.Bind(new TypeSyntax.Named(declared.Name.Span, declared.Name, [])) is not SxtType.Enum type)
            return;
        foreach ((Identifier name, DatatypeConstructor constructor) in declared.Cases.Zip(type.Symbol.Constructors))
            Declare(Globals, name, new Named(at => new Term(type, at, () => Formula.Case(type.Data, constructor, at)), name.Span));
    }

    private Named BindConstant(Declaration.Constant constant)
    {
        SxtType? type = constant.Type is null ? null : Types.Bind(constant.Type);
        Term? value = constant.Value is null || (constant.Type is not null && type is null) ? null
            : type is null ? Terms.Infer(constant.Value, Globals)
            : Terms.Bind(constant.Value, Globals, type, new DiagnosticLabel(constant.Type!.Span, "because of this type"));
        if (value is { IsFail: true })
            _diagnostics.Report(DiagnosticCodes.WrongKindOfName, value.Span, "`FAIL` is what operations yield, and no constant", "give it a value");
        if ((type ?? value?.Type) is not { } known)
            return new Named(static _ => null, constant.Name.Span);
        ConstantSymbol? symbol = null;
        ConstantSymbol Symbol() => symbol ??= new ConstantSymbol(constant.Name.Text, constant.Name.Span, Inference.Resolve(known).Data, isUnique: false);
        _constants.Add(() => new ProgramConstant(Symbol(), value?.Value()));
        return new Named(at => new Term(known, at, () => new Expr.Reference(Symbol(), at)), constant.Name.Span);
    }
}
