using System.Globalization;
using System.Text.RegularExpressions;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Syntax.Text;

namespace Sextant.Proof.Derivation;

/// <summary>
/// What is often true of replicated objects although nobody says it: that fields keep what they begin with, that one field never
/// outgrows another, that a replica knows its own entries best, that what is written once is the same everywhere, and what invariants say
/// with some of their fields read in the other state. Most of it is wrong of a given object, and dropped.
/// </summary>
internal sealed class Templates
{
    /// <summary>An invariant that speaks of more fields is not read across two states.</summary>
    private const int MostCrossed = 3;

    /// <summary>Types with more cases are not gone through case by case.</summary>
    private const int MostCases = 4;

    private readonly ReplicatedObject _object;
    private readonly (VariableSymbol Mine, VariableSymbol Theirs)[] _fields;
    private readonly Written? _me;

    private Templates(ReplicatedObject obj)
    {
        _object = obj;
        _fields = [.. obj.State.Zip(obj.Merge.Incoming).Where(f => f.First != obj.Replica)];
        Symbol? me = obj.Replica ?? (Symbol?)obj.Theory.Constants.FirstOrDefault(c => c.Name == "me");
        _me = me is null ? null : Whole(me);
    }

    /// <summary>In a fixed order, each once.</summary>
    public static IEnumerable<Candidate> Of(ReplicatedObject obj)
    {
        var templates = new Templates(obj);
        return new[] { templates.OfOneState(), templates.OfTwoStates() }.SelectMany(c => c).DistinctBy(c => c.Text, StringComparer.Ordinal);
    }

    private IEnumerable<Candidate> OfOneState() => [.. Initial(), .. Comparisons(), .. Cases()];

    private IEnumerable<Candidate> OfTwoStates() => [.. OwnEntries(), .. EntriesInOrder(), .. Agreements(), .. OwnFields(), .. Versions(), .. CrossedInvariants()];

    /// <summary>Fields keep what they begin with.</summary>
    private IEnumerable<Candidate> Initial()
    {
        foreach ((VariableSymbol field, _) in _fields)
        {
            foreach (Clause clause in _object.Initial.Where(c => References(c.Condition).Contains(field)))
            {
                string value = clause.Span.Start == field.DeclaredAt.Start ? "{}" : _object.Source.Slice(clause.Span);
                if (value != "{}" || field.Type is DataType.Map)
                    yield return State(new Written(clause.Condition, $"{field.Name} == {value}"), field.DeclaredAt);
            }
        }
    }

    /// <summary>Of two fields of one type, one is at most the other.</summary>
    private IEnumerable<Candidate> Comparisons()
    {
        foreach ((VariableSymbol a, _) in _fields)
        {
            foreach ((VariableSymbol b, _) in _fields.Where(f => f.Mine != a && f.Mine.Type == a.Type))
            {
                (Cell one, Cell other, EquatableArray<VariableSymbol> keys) = Cells(a, b);
                if (a.Type is DataType.Int)
                    yield return State(Conditions.AtMost(Whole(a), Whole(b)), a.DeclaredAt);
                else if (Present(one) is { } isIn && Present(other) is { } isInOther)
                    yield return State(ForAll(keys, Conditions.Implies(isIn, isInOther)), a.DeclaredAt);
            }
        }
    }

    /// <summary>A field never comes to some case, or a set never to hold it.</summary>
    private IEnumerable<Candidate> Cases()
    {
        foreach ((VariableSymbol field, _) in _fields)
        {
            DataType element = field.Type is DataType.Map { ParameterCount: 0, Domain: [var key] } ? key
                : field.Type is DataType.Datatype { Symbol: var symbol, Arguments: [var inner] } && symbol == DatatypeSymbol.Option ? inner
                : field.Type;
            if (element is not DataType.Datatype { Symbol.Constructors: { Count: <= MostCases } cases } type || type.Symbol == DatatypeSymbol.Option || cases.Any(c => c.Fields.Count > 0))
                continue;
            foreach (DatatypeConstructor constructor in cases)
            {
                var value = new Written(new Expr.Construct(type, constructor, [], field.DeclaredAt), constructor.Name);
                if (field.Type is DataType.Map)
                {
                    if (Present(At(field, [value], field.Name)) is { } isIn)
                        yield return State(Conditions.Not(isIn) with { Text = $"{constructor.Name} not in {field.Name}" }, field.DeclaredAt);
                }
                else
                {
                    Written held = field.Type == element ? value : new Written(new Expr.Construct((DataType.Datatype)field.Type, DatatypeSymbol.Some, [value.Expr], field.DeclaredAt), $"Some({value.Text})");
                    yield return State(Conditions.Not(Conditions.Equal(Whole(field), held)) with { Text = $"{field.Name} != {held.Text}" }, field.DeclaredAt);
                }
            }
        }
    }

    /// <summary>Nobody knows more of a replica's own entries than itself.</summary>
    private IEnumerable<Candidate> OwnEntries()
    {
        if (_me is not { } me)
            yield break;
        foreach ((VariableSymbol mine, VariableSymbol theirs) in _fields)
        {
            if (mine.Type is not DataType.Map { ParameterCount: 0 } map)
                continue;
            for (int place = 0; place < map.Domain.Count; place++)
            {
                if (map.Domain[place] != me.Expr.Type)
                    continue;
                EquatableArray<VariableSymbol> others = Keys(map).Where((_, i) => i != place).ToEquatable();
                Written[] indices = [.. others.Select(o => Whole(o))];
                indices = [.. indices[..place], me, .. indices[place..]];
                (Cell own, Cell known) = (At(mine, indices, mine.Name), At(theirs, indices, theirs.Name));
                foreach (Written condition in KnownFirst(own, known))
                    yield return Relation(ForAll(others, condition), mine.DeclaredAt);
            }
        }
    }

    /// <summary>
    /// Each replica changes its own entries one after the other, so that of two states one knows all that the other knows of them, in all
    /// fields at once.
    /// </summary>
    private IEnumerable<Candidate> EntriesInOrder()
    {
        if (_me is not { } me)
            yield break;
        string name = Keys(new DataType.Map(0, [me.Expr.Type], DataType.Boolean))[0].Name;
        var replica = new VariableSymbol($"{name}_r", default, me.Expr.Type, VariableRole.Bound);
        var known = new List<Written>();
        var unknown = new List<Written>();
        foreach ((VariableSymbol mine, VariableSymbol theirs) in _fields)
        {
            if (mine.Type is not DataType.Map { ParameterCount: 0 } map || map.Domain.Items.IndexOf(me.Expr.Type) is not (>= 0 and var place))
                continue;
            EquatableArray<VariableSymbol> others = Keys(map).Where((_, i) => i != place).ToEquatable();
            Written[] indices = [.. others.Select(o => Whole(o))];
            indices = [.. indices[..place], Whole(replica), .. indices[place..]];
            (Cell one, Cell other) = (At(mine, indices, mine.Name), At(theirs, indices, theirs.Name));
            if (KnownFirst(one, other).Select(w => (Written?)w).FirstOrDefault() is { } atLeast && KnownFirst(other, one).Select(w => (Written?)w).FirstOrDefault() is { } atMost)
            {
                known.Add(ForAll(others, atLeast));
                unknown.Add(ForAll(others, atMost));
            }
        }

        if (known.Count > 1)
            yield return Relation(ForAll([replica], Conditions.Or(known.Aggregate(Conditions.And), unknown.Aggregate(Conditions.And))), _fields[0].Mine.DeclaredAt);
    }

    /// <summary>Entries grow, or are given up.</summary>
    private IEnumerable<Written> KnownFirst(Cell own, Cell known)
    {
        (Written mine, Written theirs) = (Conditions.Stored(own), Conditions.Stored(known));
        if (mine.Expr.Type is DataType.Int)
        {
            yield return Conditions.AtMost(theirs, mine);
            yield return Conditions.AtMost(mine, theirs);
        }

        if (own.Value.Type is DataType.Bool)
            yield return Conditions.Implies(Present(own)!.Value, Present(known)!.Value);
        if (Present(own) is not { } isMine || Present(known) is not { } isTheirs)
            yield break;
        yield return Conditions.Implies(isTheirs, own.Value.Type is DataType.Datatype { Symbol: var symbol } && symbol == DatatypeSymbol.Option ? Conditions.And(isMine, Conditions.Equal(mine, theirs)) : isMine);
    }

    /// <summary>What is written once is the same wherever it is known.</summary>
    private IEnumerable<Candidate> Agreements()
    {
        foreach ((VariableSymbol mine, VariableSymbol theirs) in _fields)
        {
            (Cell one, Cell other, EquatableArray<VariableSymbol> keys) = Cells(mine, theirs);
            if (one.Value.Type is DataType.Datatype { Symbol: var symbol } && symbol == DatatypeSymbol.Option && Present(one) is { } isOne && Present(other) is { } isOther)
                yield return Relation(ForAll(keys, Conditions.Implies(Conditions.And(isOne, isOther), Conditions.Equal(Conditions.Stored(one), Conditions.Stored(other)))), mine.DeclaredAt);
        }
    }

    /// <summary>The replica of a constant knows a field best.</summary>
    private IEnumerable<Candidate> OwnFields()
    {
        if (_me is not { } me)
            yield break;
        foreach (ConstantSymbol constant in _object.Theory.Constants.Where(c => c.Type == me.Expr.Type && c != (me.Expr as Expr.Reference)!.Symbol))
        {
            Written isIt = Conditions.Equal(me, Whole(constant));
            foreach ((VariableSymbol mine, VariableSymbol theirs) in _fields)
            {
                (Cell own, Cell known, EquatableArray<VariableSymbol> keys) = Cells(mine, theirs);
                foreach (Written condition in KnownFirst(own, known))
                    yield return Relation(ForAll(keys, Conditions.Implies(isIt, condition)), mine.DeclaredAt);
            }
        }
    }

    /// <summary>Who knows the same version knows the same.</summary>
    private IEnumerable<Candidate> Versions() =>
        from version in _fields
        where version.Mine.Type is DataType.Int
        from field in _fields
        where field != version
        select Relation(Conditions.Implies(Conditions.Equal(Whole(version.Mine), Whole(version.Theirs)), Conditions.Equal(Whole(field.Mine), Whole(field.Theirs))), version.Mine.DeclaredAt);

    /// <summary>What an invariant says, of some fields here and of the others there.</summary>
    private IEnumerable<Candidate> CrossedInvariants()
    {
        foreach (Clause clause in _object.Invariant)
        {
            string text = _object.Source.Slice(clause.Span);
            (VariableSymbol Mine, VariableSymbol Theirs)[] fields = [.. _fields.Where(f => References(clause.Condition).Contains(f.Mine))];
            if (fields.Length is < 2 or > MostCrossed || Array.Exists(fields, f => !Name(f.Mine).IsMatch(text)))
                continue;
            for (int choice = 1; choice < (1 << fields.Length) - 1; choice++)
            {
                (VariableSymbol Mine, VariableSymbol Theirs)[] there = [.. fields.Where((_, i) => (choice & (1 << i)) != 0)];
                Expr condition = ExprRewrite.Substitute(clause.Condition, there.ToDictionary(f => (Symbol)f.Mine, f => Whole(f.Theirs).Expr));
                yield return Relation(new Written(condition, Flat.Replace(there.Aggregate(text, (t, f) => Name(f.Mine).Replace(t, f.Theirs.Name)), " ")), clause.Span);
            }
        }
    }

    private Written ForAll(IReadOnlyList<VariableSymbol> variables, Written body) => Conditions.ForAll(_object.Notation, variables, body);

    private Written? Present(Cell cell) => Conditions.Present(_object.Notation, cell);

    private static Regex Name(VariableSymbol field) => new($@"(?<![\w.]){Regex.Escape(field.Name)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly Regex Flat = new(@"\s+", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static HashSet<Symbol> References(Expr condition) => [.. ExprWalk.All(condition).OfType<Expr.Reference>().Select(r => r.Symbol)];

    /// <summary>Two variables of one type, whole or at the same index.</summary>
    private (Cell One, Cell Other, EquatableArray<VariableSymbol> Keys) Cells(VariableSymbol one, VariableSymbol other)
    {
        EquatableArray<VariableSymbol> keys = one.Type is DataType.Map { ParameterCount: 0 } map ? Keys(map) : [];
        Written[] indices = [.. keys.Select(k => Whole(k))];
        return (At(one, indices, one.Name), At(other, indices, other.Name), keys);
    }

    private Cell At(VariableSymbol variable, Written[] indices, string name)
    {
        Expr whole = Whole(variable).Expr;
        if (indices.Length == 0)
            return new Cell(whole, name, null);
        string key = string.Join(", ", indices.Select(i => i.Text));
        return new Cell(new Expr.Select(whole, indices.Select(i => i.Expr).ToEquatable(), ((DataType.Map)variable.Type).Range, variable.DeclaredAt), name,
            indices.Length > 1 && _object.Notation == Notation.Sextant ? $"({key})" : key);
    }

    /// <summary>New names for the indices of a map, which nothing else in the object has.</summary>
    private EquatableArray<VariableSymbol> Keys(DataType.Map map)
    {
        string name = Enumerable.Range(0, int.MaxValue).Select(n => n == 0 ? "k" : string.Create(CultureInfo.InvariantCulture, $"k_{n}")).First(n => _object.State.All(v => v.Name != n) && _object.Theory.Constants.All(c => c.Name != n));
        return map.Domain.Select((type, i) => new VariableSymbol(map.Domain.Count == 1 ? name : $"{name}{i + 1}", default, type, VariableRole.Bound)).ToEquatable();
    }

    private static Written Whole(Symbol symbol) => new(new Expr.Reference(symbol, symbol.DeclaredAt), symbol.Name);

    private static Candidate State(Written condition, SourceSpan span) => new(condition.Text, new Clause(null, condition.Expr, span), IsRelation: false);

    private static Candidate Relation(Written condition, SourceSpan span) => new(condition.Text, new Clause(null, condition.Expr, span), IsRelation: true);
}
