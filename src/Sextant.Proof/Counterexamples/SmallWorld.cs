using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Model.Types;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Counterexamples;

/// <summary>An object's obligations, stated in one finite scope.</summary>
internal sealed class SmallWorld
{
    private readonly ReplicatedObject _object;
    private readonly FiniteScope _scope;
    private readonly Lazy<TheoryEncoder> _theory;
    private readonly ConcurrentDictionary<Obligation, ImmutableArray<GoalPoint>> _points = new(ReferenceEqualityComparer.Instance);

    public SmallWorld(ReplicatedObject obj, FiniteScope scope)
    {
        _object = obj;
        _scope = scope;
        _theory = new Lazy<TheoryEncoder>(() => new TheoryEncoder(obj, scope));
    }

    /// <summary>Declares the elements of uninterpreted types and says that there are no others.</summary>
    public string Closure
    {
        get
        {
            var text = new StringBuilder(_scope.Declarations(_theory.Value.Sorts));
            foreach (DataType.Sort sort in _scope.Sorts)
                text.Append($"(assert (forall ((x {_theory.Value.Sorts.Encode(sort)})) {_scope.Contains("x", sort)}))\n");
            return text.ToString();
        }
    }

    /// <summary>Assertions that fix every constant to its value in a model of this world; null when it has none.</summary>
    public ImmutableArray<string>? Solve(SolverSession session, Obligation obligation, (int Point, int Goal) at, long resourceLimit, CancellationToken cancellation)
    {
        GoalPoint point = _points.GetOrAdd(obligation, o => GoalPoint.Of(o.Rule.State(_object, _theory.Value, o.Operation).Script))[at.Point];
        Goal goal = point.Goals[at.Goal];
        TypedTerm[] terms =
        [
            .. _object.Theory.Constants.Select(c => new TypedTerm(SmtNames.Of(c), c.Type)),
            .. point.Declared,
            .. goal.Witnesses.Select(w => new TypedTerm(w.Term, w.Variable.Type)),
        ];
        session.Reset(Instantiation.PatternsOnly, resourceLimit, seed: 0);
        session.Send(_theory.Value.Prelude);
        foreach (string chunk in point.Known)
            session.Send(chunk);
        session.Send(goal.Negation);
        foreach (string inside in terms.Select(t => _scope.Contains(t.Term, t.Type)).OfType<string>())
            session.Send($"(assert {inside})");
        CheckAnswer answer = session.Check(cancellation);
        SolverDefectException.ThrowIf(answer);
        return answer.Status == SatStatus.Sat ? new ModelPins(session, _theory.Value.Sorts, _scope).Read(terms, cancellation) : null;
    }
}
