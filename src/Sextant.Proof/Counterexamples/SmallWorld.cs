using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
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
    /// <summary>Of a function of more arguments than that, in a small world, the first are kept in it.</summary>
    private const int MostArguments = 500;

    private readonly ReplicatedObject _object;
    private readonly FiniteScope _scope;
    private readonly bool _boundsElements;
    private readonly long _resourceLimit;
    private readonly QueryLog? _log;
    private readonly Lazy<TheoryEncoder> _theory;
    private readonly Lazy<TheoryEncoder> _exactTheory;
    private readonly ConcurrentDictionary<Obligation, ImmutableArray<GoalPoint>> _points = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Obligation, ImmutableArray<GoalPoint>> _exactPoints = new(ReferenceEqualityComparer.Instance);

    /// <param name="boundsElements">Whether the elements of maps lie in the scope too, and not only indices and scalars.</param>
    public SmallWorld(ReplicatedObject obj, PolymorphicInstances instances, FiniteScope scope, bool boundsElements, long resourceLimit, QueryLog? log)
    {
        _boundsElements = boundsElements;
        _resourceLimit = resourceLimit;
        _log = log;
        _object = obj;
        _scope = scope;
        _theory = new Lazy<TheoryEncoder>(() => new TheoryEncoder(obj, instances, scope));
        _exactTheory = new Lazy<TheoryEncoder>(() => new TheoryEncoder(obj, instances, new FiniteScope(obj, scope.Size, closesNumbers: false)));
    }

    public FiniteScope Scope => _scope;

    /// <summary>For the query log: the size, with a suffix when the elements of maps are not bounded.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{_scope.Size}{(_boundsElements ? "" : "-wide")}");

    /// <summary>
    /// The question as it stands, in a world with so many elements of each uninterpreted type: only quantifiers over numbers
    /// and maps are left, since those over elements are the same as their instances.
    /// </summary>
    public ImmutableArray<string> Exactly(OpenGoal open)
    {
        GoalPoint point = PointOf(open, _exactTheory.Value, _exactPoints);
        return [_exactTheory.Value.Prelude, Closure, .. point.Known, point.Goals[open.GoalIndex].Negation];
    }

    /// <summary>
    /// Whether a model of this world answers the question as it stands. Where the world changes none of its words, no quantifier is left, and all
    /// functions and all elements of maps stay in the scope, what the model says of the scope alone is a model too, in which there is nothing else.
    /// </summary>
    public bool IsExact(OpenGoal open)
    {
        if (!_boundsElements || _object.Theory.Functions.Any(f => f.Meaning is FunctionMeaning.Uninterpreted && !Stays(f.Symbol)))
            return false;
        GoalPoint point = PointOf(open, _theory.Value, _points);
        if (!_object.Theory.Constants.Select(c => c.Type).Concat(point.Declared.Select(d => d.Type)).All(Stays))
            return false;
        GoalPoint exact = PointOf(open, _exactTheory.Value, _exactPoints);
        string asked = string.Concat([_theory.Value.Prelude, .. point.Known, point.Goals[open.GoalIndex].Negation]);
        return !asked.Contains("(forall ", StringComparison.Ordinal) && !asked.Contains("(exists ", StringComparison.Ordinal)
            && string.Equals(asked, string.Concat([_exactTheory.Value.Prelude, .. exact.Known, exact.Goals[open.GoalIndex].Negation]), StringComparison.Ordinal);
    }

    /// <summary>Whether all that the function yields of arguments in the scope is in it, and there are no other arguments.</summary>
    private bool Stays(FunctionSymbol function) => function.Type is not DataType.Map && Stays(function.Type) && function.ParameterTypes.All(FiniteScope.HoldsAllOf)
        && function.ParameterTypes.Aggregate(1L, (count, type) => Math.Min(count * _scope.Elements(type).Count, MostArguments + 1L)) <= MostArguments;

    /// <summary>Whether all that can be read in a value in the scope is in it: maps that are read at numbers have elements that nothing bounds.</summary>
    private static bool Stays(DataType type) => type switch
    {
        DataType.Map map => map.Domain.All(FiniteScope.HoldsAllOf) && Stays(map.Range),
        DataType.Datatype datatype => datatype.Symbol.Constructors.SelectMany(datatype.FieldTypes).All(Stays),
        DataType.List => false,
        _ => true,
    };

    /// <summary>Says that there are no other elements; needless where no function and no map of a quantifier could yield one.</summary>
    private string Closure
    {
        get
        {
            bool functionsYield = _object.Theory.Functions.Any(f => f.Meaning is FunctionMeaning.Uninterpreted && f.Symbol.Type is DataType.Sort or DataType.Map or DataType.Datatype);
            bool mapsYield = SpecificationExpressions.Of(_object).SelectMany(ExprWalk.All).OfType<Expr.Quantified>().Any(q => q.Variables.Any(v => v.Type is DataType.Map));
            if (!functionsYield && !mapsYield)
                return "";
            var text = new StringBuilder();
            foreach (DataType.Sort sort in _scope.Sorts)
                text.Append($"(assert (forall ((x {_theory.Value.Sorts.Encode(sort)})) {_scope.Contains("x", sort)}))\n");
            return text.ToString();
        }
    }

    /// <summary>
    /// Functions of which nothing else is known stay in the scope: quantifiers have no instance for what lies outside, so that anything
    /// could be said of it.
    /// </summary>
    private string FunctionsStay
    {
        get
        {
            var text = new StringBuilder();
            foreach (FunctionSymbol function in _object.Theory.Functions.Where(f => f.Meaning is FunctionMeaning.Uninterpreted).Select(f => f.Symbol))
            {
                if (!_boundsElements && function.Type is DataType.Int)
                    continue;
                IEnumerable<string> arguments = function.ParameterTypes.Aggregate((IEnumerable<string>)[""], (prefixes, type) => prefixes.SelectMany(p => _scope.Elements(type).Select(e => $"{p} {e}")));
                foreach (string list in arguments.Take(MostArguments))
                {
                    if (_scope.Contains(list.Length == 0 ? SmtNames.Of(function) : $"({SmtNames.Of(function)}{list})", function.Type) is { } inside)
                        text.Append($"(assert {inside})\n");
                }
            }

            return text.ToString();
        }
    }

    /// <summary>Assertions that fix every constant to its value in a model of this world; null when it has none.</summary>
    /// <param name="isDecided">False when a limit was reached before the solver could say.</param>
    public ImmutableArray<string>? Solve(SolverSession session, OpenGoal open, out bool isDecided, CancellationToken cancellation)
    {
        GoalPoint point = PointOf(open, _theory.Value, _points);
        Goal goal = point.Goals[open.GoalIndex];
        ImmutableArray<TypedTerm> terms =
        [
            .. _object.Theory.Constants.Select(c => new TypedTerm(SmtNames.Of(c), c.Type)),
            .. point.Declared,
            .. goal.Witnesses.Select(w => new TypedTerm(w.Term, w.Variable.Type)),
        ];
        var pins = new ModelPins(_theory.Value.Sorts, _scope, terms);
        string[] commands =
        [
            _theory.Value.Prelude, FunctionsStay, .. point.Known, goal.Negation,
            .. (_boundsElements ? pins.Leaves : terms).Select(t => _scope.Contains(t.Term, t.Type)).OfType<string>().Select(inside => $"(assert {inside})\n"),
        ];
        _log?.Write($"{open.Name}-scope{Name}", Instantiation.PatternsOnly, _resourceLimit, commands);
        session.Reset(Instantiation.PatternsOnly, _resourceLimit, seed: 0);
        session.SendAll(commands);
        CheckAnswer answer = session.Check(cancellation);
        SolverDefectException.ThrowIf(answer);
        isDecided = answer.Status != SatStatus.Unknown;
        return answer.Status == SatStatus.Sat ? pins.Read(session, cancellation) : null;
    }

    private GoalPoint PointOf(OpenGoal open, TheoryEncoder theory, ConcurrentDictionary<Obligation, ImmutableArray<GoalPoint>> known) =>
        known.GetOrAdd(open.Obligation, o => GoalPoint.Of(o.Rule.State(_object, theory, o.Subject).Script))[open.PointIndex];
}
