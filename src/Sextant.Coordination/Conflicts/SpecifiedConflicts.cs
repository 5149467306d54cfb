using System.Globalization;
using Sextant.Coordination.Lattice;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Types;
using Sextant.Syntax.Sxt;

namespace Sextant.Coordination.Conflicts;

/// <summary>
/// The conflicts of a specification in the words of workloads and plans, and plans in those of the specification. Parameters that must be equal in
/// conflicting runs share a name: that of their type where it is theirs alone, else that of the first of them.
/// </summary>
public sealed class SpecifiedConflicts
{
    private readonly ReplicatedObject _object;
    private readonly Dictionary<(string Operation, int Parameter), string> _names = [];

    public SpecifiedConflicts(ReplicatedObject obj, EquatableArray<Conflict> conflicts)
    {
        ArgumentNullException.ThrowIfNull(obj);
        ArgumentNullException.ThrowIfNull(conflicts);
        _object = obj;
        NameKeys(conflicts);
        Graph = ConflictGraph.Of(conflicts.SelectMany(PairsOf));
    }

    public ConflictGraph Graph { get; }

    /// <summary>The locks of a plan as operations of the object hold them, with names that the language allows.</summary>
    public EquatableArray<KeyedLock> LocksOf(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var locks = new List<KeyedLock>();
        foreach (PlannedLock planned in plan.Locks)
            locks.Add(LockOf(planned, Fresh(planned.Name.Replace('-', '_'), locks)));
        return locks.ToEquatable();
    }

    /// <summary>
    /// Locks to begin from, when nothing is known of workload and network: one for each connected part of the conflicts with the same key, shared by as many
    /// operations as may share it, those first that most others conflict with.
    /// </summary>
    public EquatableArray<KeyedLock> Proposal()
    {
        var locks = new List<KeyedLock>();
        foreach (IGrouping<string, ConflictPair> alike in Graph.Pairs.GroupBy(p => string.Join(", ", p.Key), StringComparer.Ordinal))
        {
            foreach (ConflictGraph part in ConflictGraph.Of(alike).Components())
            {
                EquatableArray<Lattice.LockUse> uses = LockModes.Of(part.Pairs, Mechanisms.SharedExclusive)
                    .MaxBy(uses => (uses.Count(u => u.Mode == LockMode.Shared), uses.Where(u => u.Mode == LockMode.Shared).Sum(u => Graph.Pairs.Count(p => p.A == u.Operation || p.B == u.Operation))))!;
                var planned = new PlannedLock(part.Pairs, part.Pairs[0].Key, uses, Site: 0);
                locks.Add(LockOf(planned, Fresh(planned.Key.Count == 0 ? "all" : string.Join("_", planned.Key), locks)));
            }
        }

        return locks.ToEquatable();
    }

    /// <summary>A name that none of the locks has, with a number behind it where that is needed.</summary>
    private static string Fresh(string name, List<KeyedLock> locks)
    {
        string fresh = name;
        for (int number = 2; locks.Exists(l => l.Name == fresh); number++)
            fresh = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        return fresh;
    }

    private KeyedLock LockOf(PlannedLock planned, string name) => new(name, planned.Key, IsToken: false, planned.Uses.Select(u => UseOf(planned, u)).ToEquatable(), default)
    {
        Apart = planned.Pairs.Where(p => planned.UseOf(p.A)?.Mode == LockMode.Grouped && planned.UseOf(p.B)?.Mode == LockMode.Grouped).Select(p => (p.A, p.B)).ToEquatable(),
    };

    private Model.Objects.LockUse UseOf(PlannedLock planned, Lattice.LockUse use)
    {
        Operation operation = _object.Operations.First(o => o.Name == use.Operation);
        return new Model.Objects.LockUse(operation, use.Mode != LockMode.Exclusive, planned.Key.Select(k => ParameterOf(operation, k)).ToEquatable(), default);
    }

    private int ParameterOf(Operation operation, string key) => Enumerable.Range(0, operation.Parameters.Count).First(i => _names.GetValueOrDefault((operation.Name, i)) == key);

    /// <summary>A pair for each key; where one of them is empty, that one is all there is.</summary>
    private IEnumerable<ConflictPair> PairsOf(Conflict conflict)
    {
        ConflictPair[] pairs = [.. conflict.Keys.Select(key => new ConflictPair(conflict.First, conflict.Second,
            [.. key.Where(IsNamedAlike(conflict)).Select(k => _names[(conflict.First, k.First)]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])).Distinct()];
        return Array.Find(pairs, p => p.Key.Count == 0) is { } everybody ? [everybody] : pairs;
    }

    /// <summary>An operation gives a key one value, so that of two parameters which the same one of another operation may equal only the first has a name.</summary>
    private Func<KeyEquality, bool> IsNamedAlike(Conflict conflict) =>
        k => _names.TryGetValue((conflict.First, k.First), out string? first) && _names.GetValueOrDefault((conflict.Second, k.Second)) == first;

    private void NameKeys(EquatableArray<Conflict> conflicts)
    {
        List<List<(string Operation, int Parameter)>> classes = [];
        foreach (Conflict conflict in conflicts)
        {
            foreach (KeyEquality key in conflict.Keys.SelectMany(k => k))
                Join(classes, (conflict.First, key.First), (conflict.Second, key.Second));
        }

        // What means the same type means the same key wherever an operation has one of it.
        foreach ((string Operation, int Parameter)[] ofType in classes.SelectMany(c => c).GroupBy(k => Parameter(k).Type).Select(g => g.ToArray()).ToArray())
        {
            foreach ((string Operation, int Parameter) member in ofType.Skip(1))
                Join(classes, ofType[0], member);
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (List<(string Operation, int Parameter)> alike in classes)
        {
            string ofType = NameOf(Parameter(alike[0]).Type);
            bool isTypesOnly = ofType.Length > 0 && !Words.Reserved.Contains(ofType, StringComparer.Ordinal) && classes.Count(c => NameOf(Parameter(c[0]).Type) == ofType) == 1;
            string name = isTypesOnly ? ofType : Parameter(alike[0]).Name;
            for (int number = 2; !taken.Add(name); number++)
                name = $"{Parameter(alike[0]).Name}{number}";
            foreach ((string Operation, int Parameter) member in alike)
                _names.Add(member, name);
        }
    }

    /// <summary>Two classes become one unless an operation would then have two parameters in it.</summary>
    private static void Join(List<List<(string Operation, int Parameter)>> classes, (string Operation, int Parameter) one, (string Operation, int Parameter) other)
    {
        List<(string Operation, int Parameter)> first = ClassOf(classes, one);
        List<(string Operation, int Parameter)> second = ClassOf(classes, other);
        if (first == second || first.Any(a => second.Any(b => a.Operation == b.Operation)))
            return;
        first.AddRange(second);
        classes.Remove(second);
    }

    private static List<(string Operation, int Parameter)> ClassOf(List<List<(string Operation, int Parameter)>> classes, (string Operation, int Parameter) member)
    {
        if (classes.Find(c => c.Contains(member)) is { } known)
            return known;
        classes.Add([member]);
        return classes[^1];
    }

    private VariableSymbol Parameter((string Operation, int Parameter) key) => _object.Operations.First(o => o.Name == key.Operation).Parameters[key.Parameter];

    /// <summary>The name of a declared type, as names of keys are written; empty for numbers and the like.</summary>
    private static string NameOf(DataType type) => type switch
    {
        DataType.Sort sort => Lowered(sort.Symbol.Name),
        DataType.Datatype { Arguments.Count: 0 } datatype => Lowered(datatype.Symbol.Name),
        _ => "",
    };

    private static string Lowered(string name) => string.Concat(char.ToLowerInvariant(name[0]), name[1..]);
}
