using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// Whether the axioms can hold at all: from axioms that contradict each other everything follows, so a proof from them
/// proves nothing.
/// </summary>
/// <param name="Verdict">Proved: they can hold. Refuted: they contradict each other. Unknown: nobody could tell.</param>
/// <param name="Contradictions">Minimal sets of axioms that cannot hold together, each without the last axioms of those before it.</param>
/// <param name="Remaining">The object without the axioms that contradict others.</param>
/// <param name="Example">
/// The object to look for counterexamples in: as <paramref name="Remaining"/>, with definitions where axioms have a simple one. What
/// fails in it fails; what holds in it may hold by those definitions only.
/// </param>
internal sealed record AxiomConsistency(Verdict Verdict, string Reason, EquatableArray<EquatableArray<Axiom>> Contradictions, ReplicatedObject Remaining, ReplicatedObject Example)
{
    /// <summary>The axioms left out of <see cref="Remaining"/>.</summary>
    public IEnumerable<Axiom> LeftOut => Contradictions.Select(c => c[^1]);

    public static AxiomConsistency Of(ReplicatedObject obj, SolverSession session, long resourceLimit, CancellationToken cancellation)
    {
        var check = new Check(session, resourceLimit, cancellation);
        ReplicatedObject chosen = WithChosenFunctions(obj, check);
        check.Begin(chosen);
        CheckAnswer answer = check.Ask(chosen.Theory.Axioms);
        if (answer.Status != SatStatus.Sat)
        {
            check.Begin(obj);
            answer = check.Ask(obj.Theory.Axioms);
        }

        if (answer.Status == SatStatus.Sat && check.HasSums)
            return new AxiomConsistency(Verdict.Unknown, "the solver knows only some facts about the sums that axioms speak of", [], obj, chosen);
        if (answer.Status != SatStatus.Unsat)
            return new AxiomConsistency(answer.Status == SatStatus.Sat ? Verdict.Proved : Verdict.Unknown, answer.Reason, [], obj, chosen);
        EquatableArray<EquatableArray<Axiom>> contradictions = FindContradictions(obj.Theory.Axioms, check).ToEquatable();
        ReplicatedObject rest = obj with { Theory = obj.Theory with { Axioms = obj.Theory.Axioms.Except(contradictions.Select(c => c[^1])).ToEquatable() } };
        return new AxiomConsistency(Verdict.Refuted, "", contradictions, rest, WithChosenFunctions(rest, check));
    }

    /// <summary>The object with definitions for functions, when those satisfy the axioms that they replace; else as it was.</summary>
    private static ReplicatedObject WithChosenFunctions(ReplicatedObject obj, Check check)
    {
        ChosenFunctions chosen = ChosenFunctions.Of(obj);
        if (chosen.Replaced.Count == 0)
            return obj;
        check.Begin(chosen.Object);
        return check.Implied(chosen.Object.Theory.Axioms, chosen.Replaced) ? chosen.Object : obj;
    }

    /// <summary>One contradiction after the other, until what is left without the last axiom of each is not known to be contradictory.</summary>
    private static IEnumerable<EquatableArray<Axiom>> FindContradictions(EquatableArray<Axiom> axioms, Check check)
    {
        List<Axiom> rest = [.. axioms];
        while (check.Ask(rest).Status == SatStatus.Unsat)
        {
            List<Axiom> core = MinimalCore([], [], rest, check);
            if (core.Count == 0)
                yield break;
            EquatableArray<Axiom> ordered = core.OrderBy(a => a.Span.Start).ToEquatable();
            rest.Remove(ordered[^1]);
            yield return ordered;
        }
    }

    /// <summary>
    /// Axioms that contradict each other, none of which can be left out, found by halving (Junker, QuickXplain, AAAI 2004).
    /// </summary>
    /// <param name="background">Axioms that are in the core already.</param>
    /// <param name="added">What was added to the background last; empty when nothing was, and asking again is no use.</param>
    private static List<Axiom> MinimalCore(List<Axiom> background, List<Axiom> added, List<Axiom> candidates, Check check)
    {
        if (added.Count > 0 && check.Ask(background).Status == SatStatus.Unsat)
            return [];
        if (candidates.Count <= 1)
            return candidates;
        List<Axiom> left = candidates[..(candidates.Count / 2)];
        List<Axiom> right = candidates[(candidates.Count / 2)..];
        List<Axiom> fromRight = MinimalCore([.. background, .. left], left, right, check);
        List<Axiom> fromLeft = MinimalCore([.. background, .. fromRight], fromRight, left, check);
        return [.. fromLeft, .. fromRight];
    }

    /// <summary>Questions about one object's axioms; the declarations are told once.</summary>
    private sealed class Check(SolverSession session, long resourceLimit, CancellationToken cancellation)
    {
        private readonly Dictionary<Axiom, string> _assertions = new(ReferenceEqualityComparer.Instance);
        private TermEncoder? _terms;

        public bool HasSums { get; private set; }

        public void Begin(ReplicatedObject obj)
        {
            var theory = new TheoryEncoder(obj, new PolymorphicInstances(obj));
            HasSums = theory.HasSumsInAxioms;
            _terms = theory.NewTerms();
            _assertions.Clear();
            foreach (Axiom axiom in obj.Theory.Axioms)
                _assertions.Add(axiom, $"(assert {_terms.Encode(axiom.Condition, Env.Empty)})\n{SampleMaps.InstancesOf(axiom, _terms)}");
            session.Reset(Instantiation.ModelBased, resourceLimit, seed: 0);
            session.Send(theory.Declarations + _terms.Sums.TakeDeclarations());
        }

        public CheckAnswer Ask(IEnumerable<Axiom> axioms) => Ask(axioms, "");

        /// <summary>Whether the first axioms imply all of the second.</summary>
        public bool Implied(IEnumerable<Axiom> axioms, IEnumerable<Axiom> conclusions)
        {
            string all = string.Join(' ', conclusions.Select(a => _terms!.Encode(a.Condition, Env.Empty)));
            return Ask(axioms, $"(assert (not (and {all})))\n").Status == SatStatus.Unsat;
        }

        private CheckAnswer Ask(IEnumerable<Axiom> axioms, string more)
        {
            session.Push();
            session.SendAll(axioms.Select(a => _assertions[a]));
            session.Send(more);
            CheckAnswer answer = session.Check(cancellation);
            SolverDefectException.ThrowIf(answer);
            session.Pop();
            return answer;
        }
    }
}
