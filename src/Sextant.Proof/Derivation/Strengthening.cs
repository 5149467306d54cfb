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

    private readonly ReplicatedObject _object;
    private readonly Func<ReplicatedObject, Prover> _proverOf;
    private readonly Action<IEnumerable<Action>> _runAll;
    private readonly CancellationToken _cancellation;
    private readonly bool _isPairwise;
    private readonly Dictionary<string, Candidate> _candidates;
    private int _round;

    /// <param name="runAll">Does pieces of work, side by side or not.</param>
    public Strengthening(ReplicatedObject obj, Func<ReplicatedObject, Prover> proverOf, Action<IEnumerable<Action>> runAll, CancellationToken cancellation)
    {
        _object = obj;
        _proverOf = proverOf;
        _runAll = runAll;
        _cancellation = cancellation;
        _isPairwise = PairRule.AppliesTo(obj);

        // Where operations hold locks, nothing is said of two states.
        Candidate[] candidates = [.. Templates.Of(obj).Where(c => !(_isPairwise && c.IsRelation)).Take(MostCandidates)];
        _candidates = Houdini.Named(candidates.Select(c => c.Condition)).Zip(candidates).ToDictionary(p => p.First.Name!, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>The candidates that are true together and prove something that is not proved without them, none of which can be left out; none where they prove nothing.</summary>
    public EquatableArray<Candidate> Find()
    {
        var houdini = new Houdini(clauses => Unproved([.. clauses.Select(c => c.Name!)], c => IsCandidate(c) ? c.Name : null, RuleSets.Inductive).Select(u => u.Clause).ToHashSet(StringComparer.Ordinal));
        string[] inductive = [.. houdini.Reduce(_candidates.Select(c => c.Value.Condition with { Name = c.Key })).Select(c => c.Name!)];
        if (inductive.Length == 0)
            return [];
        HashSet<(int, string)> alone = Unproved([]);
        HashSet<(int, string)> together = Unproved(inductive);
        return together.IsProperSubsetOf(alone) ? Fewest(inductive, together).Select(n => _candidates[n]).ToEquatable() : [];
    }

    /// <summary>The object that says these too.</summary>
    public static ReplicatedObject With(ReplicatedObject obj, IEnumerable<Candidate> candidates) => With(obj, candidates.Select(c => (c, c.Condition with { Name = c.Text })));

    private static ReplicatedObject With(ReplicatedObject obj, IEnumerable<(Candidate Candidate, Clause Clause)> added)
    {
        var of = added.ToLookup(a => a.Candidate.IsRelation, a => a.Clause);
        Operation merge = obj.Merge.Operation;
        return obj with
        {
            Invariant = [.. obj.Invariant, .. of[false]],
            Merge = obj.Merge with { Operation = merge with { Requires = [.. merge.Requires, .. of[true]] } },
        };
    }

    /// <summary>Leaves out more and more, in smaller and smaller pieces, as long as nothing less is proved.</summary>
    private string[] Fewest(string[] names, HashSet<(int, string)> unproved)
    {
        for (int size = (names.Length + 1) / 2; ; size = (size + 1) / 2)
        {
            for (int start = 0; start < names.Length;)
            {
                string[] fewer = [.. names[..start], .. names.Skip(start + size)];
                if (Unproved(fewer).IsSubsetOf(unproved))
                    names = fewer;
                else
                    start += size;
            }

            if (size == 1)
                return names;
        }
    }

    private HashSet<(int Obligation, string Clause)> Unproved(string[] names) =>
        Unproved(names, c => IsCandidate(c) ? c.Name : string.Create(CultureInfo.InvariantCulture, $"{c.Span.Start}-{c.Span.End}"), RuleSets.Whole);

    /// <summary>Which clauses are not proved, of the object with these candidates, and by which obligation.</summary>
    private HashSet<(int Obligation, string Clause)> Unproved(string[] names, Func<Clause, string?> nameOf, Func<ReplicatedObject, bool, IReadOnlyList<ObligationRule>> rules)
    {
        ReplicatedObject with = With(_object, names.Select(n => (_candidates[n], _candidates[n].Condition with { Name = n })));
        with = _isPairwise ? PairRule.Prepare(with) : Replicas.Introduce(with);
        Prover prover = _proverOf(with);
        Obligation[] obligations = [.. rules(with, _isPairwise).SelectMany(r => r.Subjects(with).Select(s => prover.State(r, s)))];
        var unproved = new IReadOnlySet<string>[obligations.Length];
        int round = _round++;
        _runAll(obligations.Select((o, i) => (Action)(() =>
            unproved[i] = prover.Unkept(o, nameOf, string.Create(CultureInfo.InvariantCulture, $"derived-{round}-{i:000}-{o.Kind}-{o.Subject.Name}"), _cancellation))));
        return [.. unproved.SelectMany((u, i) => u.Select(c => (i, c)))];
    }

    private bool IsCandidate(Clause clause) => clause.Name is { } name && _candidates.ContainsKey(name);
}
