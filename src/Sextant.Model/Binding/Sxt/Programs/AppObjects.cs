using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;
using Sextant.Syntax.Text;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>The objects of an app: their numbers are constants, and properties read the states of those of one type from one list.</summary>
internal sealed class AppObjects(DiagnosticBag diagnostics, ProgramScope scope, Dictionary<string, Named> members)
{
    private const int MostNamed = 64;

    private readonly Dictionary<string, ConstantSymbol> _counts = new(StringComparer.Ordinal);

    public List<AtomicInstance> Types { get; } = [];

    public List<VariableSymbol> States { get; } = [];

    public List<AppParameter> Parameters { get; } = [];

    /// <summary>How many objects families have, where only a bound says so.</summary>
    public IEnumerable<ProgramConstant> Counts => _counts.Values.Select(c => new ProgramConstant(c, Value: null));

    public void DeclareSelf(AtomicInstance self)
    {
        Use(self);
        Add(self, "this", self.NameSpan, SingleNumber("this", self.NameSpan), count: null);
        members["[this]"] = new Named(at => ReferenceTo(self, Parameters[0].Number, at), self.NameSpan);
    }

    public void Declare(ObjectParameter parameter, Func<TypeSyntax, ProgramScope, AtomicInstance?> find)
    {
        switch (parameter)
        {
            case ObjectParameter.Single single:
                if (find(single.Type, scope) is { } instance)
                {
                    Use(instance);
                    ConstantSymbol number = SingleNumber(single.Name.Text, single.Name.Span);
                    Add(instance, single.Name.Text, single.Name.Span, number, count: null);
                    Declare(single.Name, at => ReferenceTo(instance, number, at));
                }
                else
                {
                    Declare(single.Name, static _ => null);
                }

                break;
            case ObjectParameter.Family family:
                Family(family, find(family.Type, scope));
                break;
        }
    }

    private void Family(ObjectParameter.Family family, AtomicInstance? instance)
    {
        string name = family.Name.Text;
        if (instance is null)
        {
            foreach (string member in (string[])[$"{name}_1", $"{name}_{family.Count.Text}", TermBinder.FamilyName($"{name}_1")])
                members.TryAdd(member, new Named(static _ => null, family.Name.Span));
            return;
        }

        Use(instance);
        var numbers = new ConstantSymbol(name, family.Name.Span, new DataType.List(DataType.Integer, IsDense: false), isUnique: false);
        bool isNumber = int.TryParse(family.Count.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        Add(instance, name, family.Name.Span, numbers, isNumber ? new FamilyCount(count, null) : new FamilyCount(null, Count(family.Count)));
        Term At(SourceSpan at, Func<Expr, Expr> number) => new(new ObjectType(instance), at, () => number(new Expr.Reference(numbers, at)));
        for (int i = 1; i <= (isNumber ? Math.Min(count, MostNamed) : 1); i++)
        {
            int index = i - 1;
            Declare(new Identifier(family.Name.Span, string.Create(CultureInfo.InvariantCulture, $"{name}_{i}")),
                at => At(at, all => new Expr.Primitive(PrimitiveOperator.Element, [all, new Expr.IntLiteral(index, at)], DataType.Integer, at)));
        }

        if (!isNumber)
            Declare(new Identifier(family.Count.Span, $"{name}_{family.Count.Text}"), at => At(at, all => new Expr.Primitive(PrimitiveOperator.Last, [all], DataType.Integer, at)));
        members[TermBinder.FamilyName($"{name}_1")] = new Named(at => new Term(new SxtType.List(new ObjectType(instance), IsDense: false), at, () => new Expr.Reference(numbers, at)), family.Name.Span);
    }

    private ConstantSymbol Count(Identifier name)
    {
        if (_counts.TryGetValue(name.Text, out ConstantSymbol? known))
            return known;
        var count = new ConstantSymbol(name.Text, name.Span, DataType.Integer, isUnique: false);
        _counts.Add(name.Text, count);
        members.TryAdd(name.Text, new Named(at => new Term(SxtType.Natural, at, () => new Expr.Reference(count, at)), name.Span));
        return count;
    }

    /// <summary>Makes the states of the type's objects readable in properties.</summary>
    private void Use(AtomicInstance instance)
    {
        if (Types.Contains(instance))
            return;
        Types.Add(instance);
        var states = new VariableSymbol(instance.Name, instance.NameSpan, new DataType.List(instance.StateType.Data, IsDense: false), VariableRole.State);
        States.Add(states);
        members[instance.StatesKey] = new Named(at => new Term(new SxtType.List(instance.StateType, IsDense: false), at, () => new Expr.Reference(states, at)), instance.NameSpan);
    }

    private static ConstantSymbol SingleNumber(string name, SourceSpan span) => new(name, span, DataType.Integer, isUnique: false);

    private static Term ReferenceTo(AtomicInstance instance, ConstantSymbol number, SourceSpan at) => new(new ObjectType(instance), at, () => new Expr.Reference(number, at));

    private void Add(AtomicInstance instance, string name, SourceSpan span, ConstantSymbol number, FamilyCount? count) =>
        Parameters.Add(new AppParameter(name, span, instance.Name, number, count));

    private void Declare(Identifier name, Func<SourceSpan, Term?> read)
    {
        if (!members.TryAdd(name.Text, new Named(read, name.Span)))
            diagnostics.Report(DiagnosticCodes.DuplicateName, name.Span, $"`{name.Text}` is declared twice", "rename or remove one of the two", new DiagnosticLabel(members[name.Text].DeclaredAt, "first declared here"));
    }
}
