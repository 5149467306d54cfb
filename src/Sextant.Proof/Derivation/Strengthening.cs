using System.Globalization;
using Sextant.Model.Objects;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;

namespace Sextant.Proof.Derivation;

/// <summary>
/// What else is true of an object's replicas, found among templates: the largest part of them that holds at the beginning and that every
/// step keeps, of whichever replicas, however late states arrive, when it and all that the object says itself held before. So it may be added to
/// what the object says, and what could not be proved of that may be proved with it. Of all that is true, as little is added as proves as much.
/// </summary>
internal sealed class Strengthening
{
    /// <summary>Of more candidates than that the first ones are tried.</summary>
    private const int MostCandidates = 160;

    /// <summary>Weakest preconditions are taken of so many steps, one before the other.</summary>
    private const int MostSteps = 1;

    private readonly ReplicatedObject _object;
    private readonly Func<ReplicatedObject, Prover> _proverOf;
    private readonly Action<IEnumerable<Action>> _runAll;
    private readonly Func<ReplicatedObject, IReadOnlySet<string>> _findBroken;
    private readonly CancellationToken _cancellation;
    private readonly bool _isPairwise;
    private readonly Dictionary<string, HashSet<(int Obligation, string Clause)>> _unproved = new(StringComparer.Ordinal);
    private int _round;

    /// <param name="runAll">Does pieces of work, side by side or not.</param>
    /// <param name="findBroken">Names clauses of an object that its replicas break when they run: what is wrong need not be proved wrong.</param>
    public Strengthening(ReplicatedObject obj, Func<ReplicatedObject, Prover> proverOf, Action<IEnumerable<Action>> runAll, Func<ReplicatedObject, IReadOnlySet<string>> findBroken, CancellationToken cancellation)
    {
        _findBroken = findBroken;
        _object = obj;
        _proverOf = proverOf;
        _runAll = runAll;
        _cancellation = cancellation;
        _isPairwise = PairRule.AppliesTo(obj);
    }

    /// <summary>
    /// Candidates that are true together. Where matching alone shows what they prove, they are as few as prove as much; else they are all, and
    /// only a proof that spares no effort tells whether they help. What templates leave open is tried with weakest preconditions too.
    /// </summary>
    public EquatableArray<Candidate> Find()
    {
        HashSet<(int, string)> alone = Unproved([]);
        var preconditions = new WeakestPreconditions(_object);
        IEnumerable<Candidate> ofMerge = _object.Merge.Operation.Requires.All(r => r.IsFree) ? preconditions.OfMerge() : [];
        Candidate[] inductive = Inductive([.. ofMerge, .. Templates.Of(_object)]);
        HashSet<(int, string)> together = Unproved(inductive);
        IEnumerable<Candidate> weakest = WeakestPreconditions.Stated(_object);
        for (int steps = 0; steps < MostSteps && together.Count > 0; steps++)
        {
            Candidate[] before = [.. weakest.SelectMany(preconditions.Of).DistinctBy(c => c.Text, StringComparer.Ordinal)];
            weakest = [.. weakest, .. before];
            Candidate[] more = Inductive([.. inductive, .. weakest.Where(c => c.Text.Length > 0)]);
            if (Unproved(more) is { } proves && proves.IsProperSubsetOf(together))
                (inductive, together) = (more, proves);
        }

        return (together.IsProperSubsetOf(alone) ? Fewest(inductive, together) : inductive).ToEquatable();
    }

    /// <summary>The object that says these too. What was worked out of something about the join of two states need not be about that itself.</summary>
    public static ReplicatedObject With(ReplicatedObject obj, IEnumerable<Candidate> candidates)
    {
        var of = candidates.ToLookup(c => c.IsRelation, c => c.Condition with { IsDerived = true });
        Operation merge = obj.Merge.Operation;
        return obj with
        {
            Invariant = [.. obj.Invariant, .. of[false]],
            Merge = obj.Merge with { Operation = merge with { Requires = [.. merge.Requires, .. of[true].Select(c => c with { IsOfJoin = false })] } },
        };
    }

    /// <summary>The largest part of them that is inductive.</summary>
    private Candidate[] Inductive(IEnumerable<Candidate> candidates)
    {
        // Where operations hold locks, nothing is said of two states; where nothing is said of the beginning, nothing more can be said of one.
        Candidate[] tried = [.. candidates.Where(c => c.IsRelation ? !_isPairwise : _object.Initial.Count > 0).DistinctBy(c => c.Text, StringComparer.Ordinal).Take(MostCandidates)];
        Dictionary<string, Candidate> named = Houdini.Named(tried.Select(c => c.Condition)).Zip(tried).ToDictionary(p => p.First.Name!, p => p.Second with { Condition = p.First }, StringComparer.Ordinal);
        while (named.Count > 0 && named.Keys.Intersect(_findBroken(With(_object, named.Values)), StringComparer.Ordinal).ToArray() is { Length: > 0 } broken)
        {
            foreach (string name in broken)
                named.Remove(name);
        }

        var houdini = new Houdini(clauses => Unproved([.. clauses.Select(c => named[c.Name!])], c => c.Name is { } name && named.ContainsKey(name) ? name : null, RuleSets.Inductive)
            .Select(u => u.Clause).ToHashSet(StringComparer.Ordinal));
        return [.. houdini.Reduce(named.Values.Select(c => c.Condition)).Select(c => named[c.Name!])];
    }

    /// <summary>Leaves out more and more, in smaller and smaller pieces, as long as nothing less is proved.</summary>
    private Candidate[] Fewest(Candidate[] candidates, HashSet<(int, string)> unproved)
    {
        for (int size = (candidates.Length + 1) / 2; ; size = (size + 1) / 2)
        {
            for (int start = 0; start < candidates.Length;)
            {
                Candidate[] fewer = [.. candidates[..start], .. candidates.Skip(start + size)];
                if (Unproved(fewer).IsSubsetOf(unproved))
                    candidates = fewer;
                else
                    start += size;
            }

            if (size == 1)
                return candidates;
        }
    }

    /// <summary>What is not proved of the object with these candidates: clauses of its own by their places, and candidates by what they say.</summary>
    private HashSet<(int Obligation, string Clause)> Unproved(Candidate[] candidates)
    {
        string asked = string.Join('\n', candidates.Select(c => c.Text));
        if (_unproved.TryGetValue(asked, out HashSet<(int, string)>? told))
            return told;
        Candidate[] known = [.. candidates.Select(c => c with { Condition = c.Condition with { Name = $"derived {c.Text}" } })];
        HashSet<(int, string)> unproved = Unproved(known, c => c.Name?.StartsWith("derived ", StringComparison.Ordinal) == true ? c.Name : string.Create(CultureInfo.InvariantCulture, $"{c.Span.Start}-{c.Span.End}"), RuleSets.Whole);
        _unproved.Add(asked, unproved);
        return unproved;
    }

    /// <summary>Which clauses are not proved, of the object with these candidates, and by which obligation.</summary>
    private HashSet<(int Obligation, string Clause)> Unproved(Candidate[] candidates, Func<Clause, string?> nameOf, Func<ReplicatedObject, bool, IReadOnlyList<ObligationRule>> rules)
    {
        ReplicatedObject with = With(_object, candidates);
        with = _isPairwise ? PairRule.Prepare(with) : Replicas.Introduce(PairRule.WithoutPairs(with));
        Prover prover = _proverOf(with);
        Obligation[] obligations = [.. rules(with, _isPairwise).SelectMany(r => r.Subjects(with).Select(s => prover.State(r, s)))];
        var unproved = new IReadOnlySet<string>[obligations.Length];
        int round = _round++;
        _runAll(obligations.Select((o, i) => (Action)(() =>
            unproved[i] = prover.Unkept(o, nameOf, string.Create(CultureInfo.InvariantCulture, $"{round:00}-{i:000}-{o.Kind}-{o.Subject.Name}"), _cancellation))));
        return [.. unproved.SelectMany((u, i) => u.Select(c => (i, c)))];
    }
}
