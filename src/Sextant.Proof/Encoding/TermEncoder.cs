using System.Globalization;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding.Sums;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Encoding;

/// <summary>
/// Expressions as SMT terms. One encoder serves one query, so that bound names are numbered within it. Within a scope,
/// quantifiers become finite conjunctions and disjunctions.
/// </summary>
internal sealed partial class TermEncoder(SortEncoder sorts, IReadOnlyDictionary<FunctionSymbol, FunctionMeaning.Builtin> builtins, IReadOnlySet<FunctionSymbol> defined,
    SummingFunctions summing, SumTerms sums, FiniteScope? scope, bool definesValues, bool namesQuantifiers)
{
    private int _boundNames;

    public SortEncoder Sorts => sorts;

    /// <summary>Whether the solver is told of a map, where all that it holds is known, what it is; else what holds of its elements.</summary>
    public bool DefinesValues => definesValues;

    /// <summary>The value that a definition gives: of a map a lambda, which solvers know beyond the standard.</summary>
    public string EncodeValue(ValueDefinition definition, Env env)
    {
        var text = new StringBuilder();
        foreach (VariableSymbol index in definition.Indices)
        {
            string name = BoundName(index);
            env = env.With(index, name);
            text.Append(CultureInfo.InvariantCulture, $"(lambda (({name} {sorts.Encode(index.Type)})) ");
        }

        Write(definition.Value, env, text);
        return text.Append(')', definition.Indices.Count).ToString();
    }

    public string Encode(Expr expression, Env env)
    {
        var text = new StringBuilder();
        Write(expression, env, text);
        return text.ToString();
    }

    private void Write(Expr expression, Env env, StringBuilder text)
    {
        switch (expression)
        {
            case Expr.BoolLiteral e:
                text.Append(e.Value ? "true" : "false");
                break;
            case Expr.IntLiteral e:
                text.Append(e.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case Expr.RealLiteral e:
                WriteReal(e, text);
                break;
            case Expr.BitVectorLiteral e:
                text.Append(CultureInfo.InvariantCulture, $"(_ bv{e.Value} {e.Width})");
                break;
            case Expr.Reference { Symbol: ConstantSymbol constant }:
                text.Append(SmtNames.Of(constant));
                break;
            case Expr.Reference { Symbol: VariableSymbol variable }:
                text.Append(env[variable]);
                break;
            case Expr.Old e:
                Write(e.Operand, BeforeOf(env), text);
                break;
            case Expr.Apply e:
                WriteApply(e, env, text);
                break;
            case Expr.Unary e:
                WriteList(e.Operator == UnaryOperator.Not ? "not" : "-", [e.Operand], env, text);
                break;
            case Expr.Binary e:
                WriteBinary(e, env, text);
                break;
            case Expr.Conditional e:
                WriteList("ite", [e.Condition, e.Then, e.Else], env, text);
                break;
            case Expr.Select e:
                WriteSelect(e, env, text);
                break;
            case Expr.Store e:
                WriteStore(e, env, text);
                break;
            case Expr.Extract e:
                WriteList(string.Create(CultureInfo.InvariantCulture, $"(_ extract {e.High - 1} {e.Low})"), [e.Operand], env, text);
                break;
            case Expr.Construct { Arguments.Count: 0 } e:
                text.Append(SmtNames.Of(e.Datatype, e.Constructor));
                break;
            case Expr.Construct e:
                WriteList(SmtNames.Of(e.Datatype, e.Constructor), e.Arguments, env, text);
                break;
            case Expr.Project e:
                WriteList(SmtNames.Of((DataType.Datatype)e.Operand.Type, e.Constructor, e.Field), [e.Operand], env, text);
                break;
            case Expr.Is e:
                WriteList(SmtNames.IsOf((DataType.Datatype)e.Operand.Type, e.Constructor), [e.Operand], env, text);
                break;
            case Expr.Quantified e when OnePoint.Reduce(e) is var reduced:
                if (reduced is Expr.Quantified quantified)
                    WriteQuantified(quantified, env, text);
                else
                    Write(reduced, env, text);
                break;
            case Expr.Sum e:
                WriteSum(e, env, text);
                break;
            default:
                throw new InvalidOperationException($"no encoding of {expression.GetType().Name}");
        }
    }

    /// <summary>Only the state differs before: parameters, locals and bound variables read the same.</summary>
    private static Env BeforeOf(Env env) =>
        env.With(env.Before.Where(e => e.Key.Role == VariableRole.State).Select(e => (e.Key, e.Value)));

    private void WriteList(string head, IReadOnlyList<Expr> parts, Env env, StringBuilder text)
    {
        text.Append('(').Append(head);
        foreach (Expr part in parts)
        {
            text.Append(' ');
            Write(part, env, text);
        }

        text.Append(')');
    }

    private static void WriteReal(Expr.RealLiteral literal, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"(/ {literal.Numerator}.0 1{new string('0', literal.Scale)}.0)");
    }

    private void WriteApply(Expr.Apply apply, Env env, StringBuilder text)
    {
        if (summing.BodyOf(apply) is { } body)
        {
            Write(body, env, text);
            return;
        }

        string head = builtins.TryGetValue(apply.Function, out FunctionMeaning.Builtin? builtin) ? builtin.Name : SmtNames.Of(apply.Function);
        if (apply.Arguments.Count == 0)
            text.Append(head);
        else
            WriteList(head, apply.Arguments, env, text);
    }

    private void WriteBinary(Expr.Binary binary, Env env, StringBuilder text)
    {
        if (binary.Operator == BinaryOperator.Divide && binary.Left.Type is DataType.Int)
        {
            text.Append("(/ (to_real ");
            Write(binary.Left, env, text);
            text.Append(") (to_real ");
            Write(binary.Right, env, text);
            text.Append("))");
            return;
        }

        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual && (IsBound(binary.Left, env) || IsBound(binary.Right, env)))
            NoteElements([binary.Left, binary.Right], env);
        WriteList(Heads[binary.Operator], [binary.Left, binary.Right], env, text);
    }

    private void WriteSelect(Expr.Select select, Env env, StringBuilder text)
    {
        if (sums.IsInGoal)
            NoteElements(select.Indices, env);
        foreach (Expr _ in select.Indices)
            text.Append("(select ");
        if (select.Map.Type is DataType.Map { ParameterCount: > 0 } map)
        {
            text.Append('(').Append(sorts.Accessor(map, InstanceOf(select.Indices, select.Type))).Append(' ');
            Write(select.Map, env, text);
            text.Append(')');
        }
        else
        {
            Write(select.Map, env, text);
        }

        foreach (Expr index in select.Indices)
        {
            text.Append(' ');
            Write(index, env, text);
            text.Append(')');
        }
    }

    private void WriteStore(Expr.Store store, Env env, StringBuilder text)
    {
        string map = string.Create(CultureInfo.InvariantCulture, $"m!{_boundNames++}");
        NoteElements(store.Indices, env);
        string[] indices = [.. store.Indices.Select(i => Encode(i, env))];
        string value = Encode(store.Value, env);
        text.Append(CultureInfo.InvariantCulture, $"(let (({map} {Encode(store.Map, env)})) ");
        if (store.Map.Type is DataType.Map { ParameterCount: > 0 } type)
        {
            MapInstance instance = InstanceOf(store.Indices, store.Value.Type);
            text.Append(sorts.WithInstance(type, instance, map, Stored($"({sorts.Accessor(type, instance)} {map})", indices, value)));
        }
        else
        {
            text.Append(Stored(map, indices, value));
        }

        text.Append(')');
    }

    /// <summary>A store into an array of arrays: each inner array is replaced by one that holds the change.</summary>
    private static string Stored(string array, ReadOnlySpan<string> indices, string value) => indices.Length == 1
        ? $"(store {array} {indices[0]} {value})"
        : $"(store {array} {indices[0]} {Stored($"(select {array} {indices[0]})", indices[1..], value)})";

    private static MapInstance InstanceOf(EquatableArray<Expr> indices, DataType range) => new(indices.Select(i => i.Type).ToEquatable(), range);

    private void WriteExpanded(Expr.Quantified quantified, FiniteScope finite, Env env, StringBuilder text)
    {
        text.Append(quantified.Kind == QuantifierKind.ForAll ? "(and true" : "(or false");
        WriteInstances(quantified, 0, finite, env, text);
        text.Append(')');
    }

    private void WriteInstances(Expr.Quantified quantified, int next, FiniteScope finite, Env env, StringBuilder text)
    {
        if (next == quantified.Variables.Count)
        {
            text.Append(' ');
            Write(quantified.Body, env, text);
            return;
        }

        VariableSymbol variable = quantified.Variables[next];
        if (!finite.Expands(variable.Type))
        {
            // The instances fix the other variables, and a quantifier is left over those that cannot be expanded.
            string name = BoundName(variable);
            text.Append(CultureInfo.InvariantCulture, $" ({(quantified.Kind == QuantifierKind.ForAll ? "forall" : "exists")} (({name} {sorts.Encode(variable.Type)}))");
            text.Append(quantified.Kind == QuantifierKind.ForAll ? " (and true" : " (or false");
            WriteInstances(quantified, next + 1, finite, env.With(variable, name), text);
            text.Append("))");
            return;
        }

        foreach (string element in finite.Elements(variable.Type))
            WriteInstances(quantified, next + 1, finite, env.With(variable, element), text);
    }

    private void WriteQuantified(Expr.Quantified quantified, Env env, StringBuilder text)
    {
        if (scope is not null)
        {
            WriteExpanded(quantified, scope, env, text);
            return;
        }

        text.Append(quantified.Kind == QuantifierKind.ForAll ? "(forall (" : "(exists (");
        Env inner = env;
        foreach (VariableSymbol variable in quantified.Variables)
        {
            string name = BoundName(variable);
            inner = inner.With(variable, name);
            text.Append(CultureInfo.InvariantCulture, $"({name} {sorts.Encode(variable.Type)})");
        }

        text.Append(") ");
        // Solvers put the body of a defined function in its place, and what then is a variable or a sum matches nothing.
        EquatableArray<Expr>[] triggers = [.. quantified.Triggers.Where(t => !t.Any(e => e is Expr.Apply apply && defined.Contains(apply.Function)))];
        bool isAnnotated = triggers.Length > 0 || namesQuantifiers;
        if (isAnnotated)
            text.Append("(! ");
        Write(quantified.Body, inner, text);
        foreach (EquatableArray<Expr> trigger in triggers)
            text.Append(CultureInfo.InvariantCulture, $" :pattern ({string.Join(' ', trigger.Select(t => Encode(t, inner)))})");
        if (namesQuantifiers)
            text.Append(" :qid ").Append(QuantifierProfile.NameOf(quantified.Span));
        text.Append(isAnnotated ? "))" : ")");
    }

    /// <summary>A name for a bound variable that no other variable of this query has.</summary>
    public string BoundName(VariableSymbol variable) => Bind(SmtNames.Version($"{variable.Name}!", _boundNames++));

    private static readonly Dictionary<BinaryOperator, string> Heads = new()
    {
        [BinaryOperator.Equivalent] = "=",
        [BinaryOperator.Implies] = "=>",
        [BinaryOperator.And] = "and",
        [BinaryOperator.Or] = "or",
        [BinaryOperator.Equal] = "=",
        [BinaryOperator.NotEqual] = "distinct",
        [BinaryOperator.Less] = "<",
        [BinaryOperator.LessOrEqual] = "<=",
        [BinaryOperator.Greater] = ">",
        [BinaryOperator.GreaterOrEqual] = ">=",
        [BinaryOperator.Concatenate] = "concat",
        [BinaryOperator.Add] = "+",
        [BinaryOperator.Subtract] = "-",
        [BinaryOperator.Multiply] = "*",
        [BinaryOperator.IntegerDivide] = "div",
        [BinaryOperator.Modulo] = "mod",
        [BinaryOperator.Divide] = "/",
    };
}
