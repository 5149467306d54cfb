using System.Collections.Immutable;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Tests.Binding.Sxt;
using Sextant.Model.Types;

namespace Sextant.Model.Tests.Lattices;

/// <summary>
/// The laws of merge, which the verifier proves of each library type, looked at in all small states: an answer that shares nothing with
/// the solver.
/// </summary>
public sealed class LatticeLawTests
{
    /// <summary>Of a type with more values so many are tried, spread over all of them.</summary>
    private const int MostValues = 20;

    /// <summary>So many of each part of a type that is stored part by part.</summary>
    private const int MostOfOne = 2000;

    [Theory]
    [InlineData("Max[int]")]
    [InlineData("Min[int]")]
    [InlineData("E")]
    [InlineData("Flag")]
    [InlineData("GSet[T]")]
    [InlineData("GSet[T * E]")]
    [InlineData("TwoPhaseSet[T]")]
    [InlineData("ORSet[T]")]
    [InlineData("ORSet[T * bool]")]
    [InlineData("MV[T]")]
    [InlineData("LWW[E]")]
    [InlineData("GCounter")]
    [InlineData("PNCounter")]
    [InlineData("option T")]
    [InlineData("option Max[int]")]
    [InlineData("Map[T -> E]")]
    [InlineData("Map[T -> LWW[bool]]")]
    [InlineData("Pair[Max[int], E]")]
    [InlineData("Max[int] * Flag")]
    [InlineData("Map[T -> GSet[T]]")]
    [InlineData("Map[T -> TwoPhaseSet[bool]]")]
    [InlineData("Map[T -> ORSet[bool]]")]
    [InlineData("Map[T -> MV[bool]]")]
    [InlineData("Map[bool -> GCounter]")]
    [InlineData("Map[bool -> PNCounter]")]
    [InlineData("Map[T -> Map[bool -> E]]")]
    [InlineData("Map[T -> Map[bool -> Map[bool -> Flag]]]")]
    [InlineData("Map[bool -> Pair[GSet[T], Max[int]]]")]
    [InlineData("Pair[GCounter, Map[bool -> E]]")]
    [InlineData("GSet[T] * Min[int] * Map[bool -> GSet[bool]]")]
    public void Merge_is_idempotent_commutative_associative_and_the_least_upper_bound(string type)
    {
        ReplicatedObject obj = SxtBinding.Object($"type T; enum E := LOW < MID < HIGH; record Pair[A, B] {{ first: A, second: B }} shared x : {type};");
        var model = new ReplicaModel(obj, Ranked.Universe(obj, 2));
        ReplicaState[] states = States(model);
        states.Length.ShouldBeGreaterThan(1);
        Dictionary<(ReplicaState, ReplicaState), ReplicaState> merged = [];
        foreach (ReplicaState a in states)
        {
            foreach (ReplicaState b in states)
                merged[(a, b)] = Merge(model, a, b);
        }

        foreach (ReplicaState a in states)
        {
            merged[(a, a)].ShouldBe(a);
            foreach (ReplicaState b in states)
            {
                ReplicaState ab = merged[(a, b)];
                ab.ShouldBe(merged[(b, a)]);
                AtLeast(model, ab, a).ShouldBeTrue();
                AtLeast(model, ab, b).ShouldBeTrue();
                (AtLeast(model, a, b) && AtLeast(model, b, a)).ShouldBe(a.Equals(b));
                foreach (ReplicaState c in states)
                {
                    Merge(model, ab, c).ShouldBe(Merge(model, a, merged[(b, c)]));
                    if (AtLeast(model, c, a) && AtLeast(model, c, b))
                        AtLeast(model, c, ab).ShouldBeTrue();
                }
            }
        }
    }

    /// <summary>All replicas' states under one name, because merge keeps its own.</summary>
    private static ReplicaState[] States(ReplicaModel model)
    {
        var domain = new SmallDomain { HighestNumber = 2, MostValues = 100_000 };
        IEnumerable<Datum>[] values = [.. model.Object.State.Select(v => domain.Of(model.Evaluator, v.Type).Values is var all && v == model.Object.Replica ? all.Take(1) : Spread(all, MostOfOne))];
        IEnumerable<ImmutableArray<Datum>> together = values.Aggregate((IEnumerable<ImmutableArray<Datum>>)[[]], (states, all) => states.SelectMany(s => all.Select(s.Add)));
        return Spread([.. together.Select(s => new ReplicaState([.. s])).Where(s => model.Invariant(s).Holds == true)], MostValues);
    }

    private static T[] Spread<T>(IReadOnlyCollection<T> all, int most) => [.. all.Where((_, i) => i % Math.Max(1, all.Count / most) == 0)];

    private static ReplicaState Merge(ReplicaModel model, ReplicaState a, ReplicaState b) =>
        model.Merge(a, b).ShouldBeOfType<RunResult.Ended>().Ends.ShouldHaveSingleItem().State;

    private static bool AtLeast(ReplicaModel model, ReplicaState a, ReplicaState b) => model.AtLeast(a, b).Holds.ShouldNotBeNull();
}
