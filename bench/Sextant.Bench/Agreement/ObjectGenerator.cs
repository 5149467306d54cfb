using Sextant.Cli.Opinions;
using Sextant.Exploration.Replicas;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Results;

namespace Sextant.Bench.Agreement;

/// <summary>
/// Makes replicated objects by chance, small enough that everything they can do can be tried. Preconditions are biased: they
/// often say that the operation by itself keeps the invariants, so that concurrency decides.
/// </summary>
internal sealed class ObjectGenerator
{
    private const int MaxAttempts = 20;

    private static readonly OpinionBounds FirstSteps = new(100, [new GroupBounds(2, SmallDomain.Default) { HasOldMessages = false }]);

    private readonly Dice _dice;
    private readonly List<SmallField> _fields = [];
    private readonly List<Condition> _invariants = [];

    private readonly bool _isLocked;

    private ObjectGenerator(Dice dice, bool isLocked) => (_dice, _isLocked) = (dice, isLocked);

    /// <summary>An object that begins wrongly, or of which little can ever run, teaches little: most of those are made anew.</summary>
    /// <param name="isLocked">Whether objects that send states hold locks, as some of those do that send operations.</param>
    public static SmallObject Make(uint seed, int number, bool isLocked = false)
    {
        var dice = new Dice(seed, number);
        SmallObject made = new ObjectGenerator(dice, isLocked).Make();
        for (int attempt = 0; attempt < MaxAttempts && dice.Percent(95) && IsDull(made); attempt++)
            made = new ObjectGenerator(dice, isLocked).Make();
        return made;
    }

    private static bool IsDull(SmallObject made)
    {
        if (Trial.Read(made.Text) is not { } obj)
            return false;
        using var groups = new GroupSearches(obj, FirstSteps, universe: null, [], CancellationToken.None);
        var runs = Runs.Of(obj, groups, isEnough: reached => reached.Any());
        return runs.Broken.Any(r => r.Question.Kind == CheckKind.Initial) || runs.Ran.Count < obj.Operations.Count;
    }

    private SmallObject Make()
    {
        if (_dice.Percent(8))
            return WrittenMerge.Make(_dice);
        bool sendsOperations = _dice.Percent(20);
        int count = _dice.OneOf(1, 2, 2, 3);
        for (int i = 0; i < count; i++)
            _fields.Add(sendsOperations && _dice.Percent(50) ? SmallField.Plain(_dice, $"f{i}") : SmallField.Of(_dice, $"f{i}"));
        string[] declarations = [.. _fields.Select(f => f.Declaration(_dice))];
        for (int i = _dice.OneOf(1, 1, 2); i > 0; i--)
            _invariants.Add(Invariant());
        SmallOperation[] operations = [.. Enumerable.Range(0, _dice.OneOf(2, 2, 3)).Select(Operation)];
        string[] relations = sendsOperations ? ["propagation operations;", .. Locks(operations)]
            : _isLocked ? [.. Locks(operations)]
            : _dice.Percent(10) ? [$"concurrency invariant c(other): {Relation()};"]
            : [];
        return new SmallObject(declarations.ToEquatable(), _invariants.Select((c, i) => $"i{i}: {c(Here)}").ToEquatable(), relations.ToEquatable(), operations.ToEquatable());
    }

    /// <summary>Of some objects the operations hold a lock, most of them exclusively; where they take an item, it is the key.</summary>
    private IEnumerable<string> Locks(SmallOperation[] operations)
    {
        if (_dice.Percent(60))
            return [];
        const string item = "i: Item";
        SmallOperation[] keyed = [.. operations.Where(o => o.Parameters.Contains(item, StringComparer.Ordinal))];
        (SmallOperation[] held, bool isKeyed) = keyed.Length > 0 && _dice.Percent(60) ? (keyed, true) : (operations, false);
        string Use(SmallOperation operation) => $"{(_dice.Percent(75) ? "exclusive" : "shared")} {operation.Name}({string.Join(", ", operation.Parameters.Select(p => isKeyed && p == item ? "i" : "_"))});";
        return [$"lock l{(isKeyed ? $"({item})" : "")} {{ {string.Join(' ', held.Select(Use))} }}"];
    }

    private static string Here(string field) => field;

    private Condition Atom() => _dice.OneOf(_fields.ToArray()).Atom(_dice, _fields);

    private Condition Invariant()
    {
        (Condition a, Condition b) = (Atom(), Atom());
        return _dice.Below(10) switch
        {
            < 4 => f => $"{a(f)} ==> {b(f)}",
            < 7 => f => $"!({a(f)} && {b(f)})",
            < 8 => f => $"{a(f)} || {b(f)}",
            _ => a,
        };
    }

    private string Relation()
    {
        (Condition a, Condition b) = (Atom(), Atom());
        string theirs = b(field => $"other.{field}");
        return _dice.Below(3) switch
        {
            0 => $"{a(Here)} ==> {theirs}",
            1 => $"!({a(Here)} && {theirs})",
            _ => $"{a(Here)} || {theirs}",
        };
    }

    private SmallOperation Operation(int index)
    {
        List<SmallField> changed = [_dice.OneOf(_fields.ToArray())];
        if (_fields.Count > 1 && _dice.Percent(25))
            changed.Add(_dice.OneOf(_fields.Except(changed).ToArray()));
        Update[] updates = [.. changed.Select(f => f.Change(_dice))];
        var requires = new List<string>();
        requires.AddRange(updates.Where(u => u.Guard is not null && _dice.Percent(85)).Select(u => u.Guard!));
        Dictionary<string, string?> after = changed.Zip(updates).ToDictionary(p => p.First.Name, p => p.Second.NewValue, StringComparer.Ordinal);
        foreach (Condition invariant in _invariants.Where(_ => after.Values.All(v => v is not null) && _dice.Percent(70)))
        {
            string known = invariant(f => after.GetValueOrDefault(f) ?? f);
            if (known != invariant(Here))
                requires.Add(known);
        }

        if (_dice.Percent(25))
            requires.Add(Atom()(Here));
        return new SmallOperation($"op{index}", updates.Select(u => u.Parameter).OfType<string>().Distinct(StringComparer.Ordinal).ToEquatable(), requires.ToEquatable(), updates.Select(u => u.Statement).ToEquatable());
    }
}
