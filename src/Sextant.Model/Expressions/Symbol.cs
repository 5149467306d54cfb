using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Model.Expressions;

/// <summary>Something with a name and a type. Symbols are compared by identity: two variables may share a name.</summary>
public abstract class Symbol(string name, SourceSpan declaredAt, DataType type)
{
    public string Name { get; } = name;

    /// <summary>Where the name stands in its declaration.</summary>
    public SourceSpan DeclaredAt { get; } = declaredAt;

    /// <summary>The type of the value; of a function, the type of its result.</summary>
    public DataType Type { get; } = type;

    public override string ToString() => Name;
}

/// <summary>A constant of the specification. Unique constants of one type differ from one another.</summary>
public sealed class ConstantSymbol(string name, SourceSpan declaredAt, DataType type, bool isUnique) : Symbol(name, declaredAt, type)
{
    public bool IsUnique { get; } = isUnique;
}

/// <summary>A pure, total function.</summary>
public sealed class FunctionSymbol(string name, SourceSpan declaredAt, EquatableArray<DataType> parameterTypes, DataType resultType)
    : Symbol(name, declaredAt, resultType)
{
    public EquatableArray<DataType> ParameterTypes { get; } = parameterTypes;
}

/// <summary>What a variable is to the specification.</summary>
public enum VariableRole
{
    /// <summary>Part of what every replica stores.</summary>
    State,
    Parameter,
    /// <summary>A parameter that nobody gives: a name for the run itself, which no other run has.</summary>
    Dot,
    Result,
    Local,
    /// <summary>Bound by a quantifier or by a function's definition.</summary>
    Bound,
}

public sealed class VariableSymbol(string name, SourceSpan declaredAt, DataType type, VariableRole role) : Symbol(name, declaredAt, type)
{
    public VariableRole Role { get; } = role;
}
