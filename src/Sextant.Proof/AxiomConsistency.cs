using System.Collections.Immutable;
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
/// <param name="Consistent">The object to look for counterexamples in: without contradictions, and with definitions where axioms have a simple one.</param>
internal sealed record AxiomConsistency(Verdict Verdict, string Reason, EquatableArray<EquatableArray<Axiom>> Contradictions, ReplicatedObject Consistent)
{
    /// <summary>The axioms left out of <see cref="Consistent"/>.</summary>
    public IEnumerable<Axiom> LeftOut => Contradictions.Select(c => c[^1]);

    public static AxiomConsistency Of(ReplicatedObject obj, SolverSession session, long resourceLimit, CancellationToken cancellation)
    {
        var check = new Check(session, resourceLimit, cancellation);
        ReplicatedObject chosen = check.WithChosenFunctions(obj);
        CheckAnswer answer = check.Ask(chosen);
        if (answer.Status == SatStatus.Sat)
            return new AxiomConsistency(Verdict.Proved, "", [], chosen);
        if (check.Ask(obj) is { Status: not SatStatus.Unsat } original)
            return new AxiomConsistency(original.Status == SatStatus.Sat ? Verdict.Proved : Verdict.Unknown, original.Reason, [], chosen);

        var contradictions = new List<EquatableArray<Axiom>>();
        ReplicatedObject rest = obj;
        while (check.Ask(rest).Status == SatStatus.Unsat)
        {
            EquatableArray<Axiom> core = check.MinimalCore(rest);
            if (core.Count == 0)
                break;
            contradictions.Add(core);
            rest = Without(rest, [core[^1]]);
        }

        return new AxiomConsistency(Verdict.Refuted, "", contradictions.ToEquatable(), check.WithChosenFunctions(rest));
    }

    private static ReplicatedObject Without(ReplicatedObject obj, IReadOnlyCollection<Axiom> axioms) =>
        obj with { Theory = obj.Theory with { Axioms = obj.Theory.Axioms.Where(a => !axioms.Contains(a)).ToEquatable() } };

    private sealed class Check(SolverSession session, long resourceLimit, CancellationToken cancellation)
    {
        public CheckAnswer Ask(ReplicatedObject obj)
        {
            var theory = new TheoryEncoder(obj);
            return Ask(theory.Prelude + SampleMaps.InstancesOf(obj, theory));
        }

        /// <summary>The object with definitions for functions, when those satisfy the axioms that they replace; else as it was.</summary>
        public ReplicatedObject WithChosenFunctions(ReplicatedObject obj)
        {
            ChosenFunctions chosen = ChosenFunctions.Of(obj);
            if (chosen.Replaced.Count == 0)
                return obj;
            var theory = new TheoryEncoder(chosen.Object);
            TermEncoder terms = theory.NewTerms();
            string replaced = string.Join(' ', chosen.Replaced.Select(a => terms.Encode(a.Condition, Env.Empty)));
            return Ask($"{theory.Prelude}(assert (not (and {replaced})))\n").Status == SatStatus.Unsat ? chosen.Object : obj;
        }

        /// <summary>Axioms that contradict each other, none of which can be left out, in the order of the text.</summary>
        public EquatableArray<Axiom> MinimalCore(ReplicatedObject obj)
        {
            // What is left after a pass is a smaller question, in which a contradiction may be found that was missed before.
            EquatableArray<Axiom> core = Shrink(obj, obj.Theory.Axioms);
            return Shrink(obj, core);
        }

        private EquatableArray<Axiom> Shrink(ReplicatedObject obj, EquatableArray<Axiom> core)
        {
            foreach (Axiom axiom in core)
            {
                EquatableArray<Axiom> smaller = core.Where(a => a != axiom).ToEquatable();
                if (Ask(obj with { Theory = obj.Theory with { Axioms = smaller } }).Status == SatStatus.Unsat)
                    core = smaller;
            }

            return core;
        }

        private CheckAnswer Ask(string commands)
        {
            session.Reset(Instantiation.ModelBased, resourceLimit, seed: 0);
            session.Send(commands);
            CheckAnswer answer = session.Check(cancellation);
            SolverDefectException.ThrowIf(answer);
            return answer;
        }
    }
}
