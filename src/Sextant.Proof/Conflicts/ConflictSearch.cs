using System.Globalization;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Obligations;

namespace Sextant.Proof.Conflicts;

/// <summary>
/// Finds the pairs of operations that may not run at the same time, and by what a lock may be keyed that keeps them apart: the same questions as
/// of an object whose operations hold locks, asked without locks, and again with a lock of each pair of parameters (Nair's thesis, slides 78 and 79).
/// </summary>
/// <param name="obj">An object of which <see cref="WhyNot"/> has nothing to say.</param>
/// <param name="proverOf">Who answers questions about an object, which differs from the first one in its locks alone.</param>
/// <param name="runAll">Does pieces of work, side by side or not.</param>
internal sealed class ConflictSearch(ReplicatedObject obj, Func<ReplicatedObject, Prover> proverOf, Action<IEnumerable<Action>> runAll, CancellationToken cancellation)
{
    /// <summary>More locks than these together are dearer than one for everybody.</summary>
    private const int MaxTogether = 6;

    private readonly ObligationRule[] _rules = obj.Propagation is Propagation.Operations ? [new CommutativityRule(), new PreconditionRule()] : [new PairRule()];

    /// <summary>Why conflicts cannot be told pair by pair, in words; null when they can.</summary>
    public static string? WhyNot(ReplicatedObject obj) => obj.Propagation is Propagation.Operations ? null
        : obj.StatesReliance ? "it says itself what merge relies on, and pairs of operations say nothing of that"
        : PairRule.NamesReplica(obj) ? "its invariant names the replica whose state it is, and a state arrives at many"
        : null;

    public EquatableArray<Conflict> Find(IProgress<VerificationProgress>? progress)
    {
        ReplicatedObject bare = obj with { Coordination = [], Escrows = [] };
        Prover prover = proverOf(bare);
        Subject[] pairs = [.. Subject.Pairs(bare)];
        var found = new Conflict?[pairs.Length];
        int done = 0;
        runAll(pairs.Select((pair, number) => (Action)(() =>
        {
            ClauseFinding[] clauses = [.. _rules.SelectMany((r, i) => prover.Decide(prover.State(r, pair), (number * _rules.Length) + i, cancellation))];
            if (clauses.Length > 0)
                found[number] = new Conflict(pair.Operation.Name, pair.Other.Name, Keys(pair), clauses.ToEquatable());
            progress?.Report(new VerificationProgress(Interlocked.Increment(ref done), pairs.Length, $"{pair.Name} and {pair.Other.Name}"));
        })));
        return found.OfType<Conflict>().ToEquatable();
    }

    /// <summary>All equalities of which each alone is enough, in one key; else as few as are enough only together, each in a key of its own; else the empty key.</summary>
    private EquatableArray<EquatableArray<KeyEquality>> Keys(Subject pair)
    {
        KeyEquality[] candidates = [.. Candidates(pair)];
        KeyEquality[] alone = [.. candidates.Where(k => IsEnough(pair, [k]))];
        if (alone.Length > 0 || candidates.Length is < 2 or > MaxTogether || !IsEnough(pair, candidates))
            return [alone.ToEquatable()];
        List<KeyEquality> together = [.. candidates];
        foreach (KeyEquality needless in candidates)
        {
            KeyEquality[] rest = [.. together.Where(k => k != needless)];
            if (rest.Length > 1 && IsEnough(pair, rest))
                together.Remove(needless);
        }

        return together.Select(k => (EquatableArray<KeyEquality>)[k]).ToEquatable();
    }

    private static IEnumerable<KeyEquality> Candidates(Subject pair) =>
        from i in Enumerable.Range(0, pair.Operation.Parameters.Count)
        from j in Enumerable.Range(0, pair.Other.Parameters.Count)

        // Of one operation with itself a lock has one key, which both runs give by the same parameter.
        where (!pair.IsSelfPair || i == j) && CanBeKey(pair.Operation.Parameters[i]) && pair.Operation.Parameters[i].Type == pair.Other.Parameters[j].Type
        select new KeyEquality(i, j);

    private static bool CanBeKey(VariableSymbol parameter) => parameter.Role != VariableRole.Dot;

    /// <summary>Whether the two do not conflict where all of these parameters differ: under a lock keyed by each.</summary>
    private bool IsEnough(Subject pair, KeyEquality[] differing)
    {
        Prover prover = proverOf(obj with
        {
            Coordination = differing.Select((k, i) => LockOf(pair, k, string.Create(CultureInfo.InvariantCulture, $"key{i}"))).ToEquatable(),
            Escrows = [],
        });
        string name = string.Join('-', differing.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.First}-{k.Second}")));
        return Array.TrueForAll(_rules, r => prover.ProvesSoon(prover.State(r, pair), $"key-{pair.Name}-{pair.Other.Name}-{name}", cancellation));
    }

    private static KeyedLock LockOf(Subject pair, KeyEquality key, string name)
    {
        LockUse one = new(pair.Operation, IsShared: false, [key.First], default);
        LockUse two = new(pair.Other, IsShared: false, [key.Second], default);
        return new KeyedLock(name, [name], IsToken: false, pair.IsSelfPair ? [one] : [one, two], default);
    }
}
