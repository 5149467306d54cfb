using System.Collections.Immutable;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Counterexamples;
using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;
using Sextant.Proof.Smt;
using Sextant.Proof.Tests.Smt;
using Sextant.Proof.Tests.Verdicts;

namespace Sextant.Proof.Tests.Counterexamples;

public sealed class SmallWorldTests
{
    private const long ResourceLimit = 2_000_000;

    private const string Shop = """
        replicated Shop {
          enum Level := LOW < MID < HIGH;
          type Seller;
          type Product;
          function seller(p: Product): Seller;
          shared sellers : TwoPhaseSet[Seller] := {};
          shared products : GSet[Product] := {};
          shared level : Map[Product -> Max[Level]] := {};
          invariant sold: forall p in products. seller(p) in sellers;
          op register(s: Seller) { sellers += {s}; }
          op leave(s: Seller) { sellers -= {s}; }
          op offer(p: Product) requires seller(p) in sellers { products += {p}; }
          op raise(p: Product, l: Level) requires p in products && level[p] <= l { level[p] := l; }
        }
        """;

    /// <summary>The two are asked with other options and in other words: the question as it stands says that there are no other elements.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_an_exact_world_finds_is_confirmed_by_the_question_as_it_stands(int size)
    {
        int exact = 0;
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        foreach ((SmallWorld world, OpenGoal open) in Goals(Shop, size))
        {
            if (!world.IsExact(open) || world.Solve(session, open, out _, CancellationToken.None) is not { } pins)
                continue;
            exact++;
            session.Reset(Instantiation.ModelBased, ResourceLimit, seed: 0);
            session.SendAll([.. world.Exactly(open), .. pins]);
            session.CheckFixed(CancellationToken.None).Status.ShouldBe(SatStatus.Sat, open.Name);
        }

        exact.ShouldBeGreaterThan(4, "else nothing is shown");
    }

    [Theory]
    [InlineData("a map that is read at numbers", "shared m : Map[int -> Max[int]];", "forall s in sellers. m[2] >= 0")]
    [InlineData("a function of numbers", "function owner(n: int): Seller;", "owner(1) in sellers || sellers == {}")]
    [InlineData("a quantifier over numbers", "", "forall n: int. n > 0 ==> sellers == sellers || n > 1")]
    public void A_world_is_not_exact_where_something_may_lie_outside(string what, string declaration, string invariant)
    {
        string text = $$"""
            replicated Shop {
              type Seller;
              {{declaration}}
              shared sellers : GSet[Seller] := {};
              invariant i: {{invariant}};
              op register(s: Seller) { sellers += {s}; }
            }
            """;
        (SmallWorld World, OpenGoal Open)[] goals = [.. Goals(text, 1).Where(g => g.Open.Obligation.Kind == CheckKind.Safety)];
        goals.ShouldNotBeEmpty();
        goals.ShouldAllBe(g => !g.World.IsExact(g.Open), what);
    }

    private static IEnumerable<(SmallWorld World, OpenGoal Open)> Goals(string text, int size)
    {
        ReplicatedObject obj = Replicas.Introduce(Specifications.BindSxt(text));
        var instances = new PolymorphicInstances(obj);
        var theory = new TheoryEncoder(obj, instances);
        var world = new SmallWorld(obj, instances, new FiniteScope(obj, size), boundsElements: true, ResourceLimit, log: null);
        foreach (Obligation obligation in RuleSets.Full(obj).SelectMany(r => r.Subjects(obj).Select(s => r.State(obj, theory, s))))
        {
            ImmutableArray<GoalPoint> points = GoalPoint.Of(obligation.Script);
            for (int i = 0; i < points.Length; i++)
            {
                for (int g = 0; g < points[i].Goals.Count; g++)
                    yield return (world, new OpenGoal(obligation, points[i], i, g, $"{obligation.Kind} {obligation.Subject.First?.Name} {i} {g}"));
            }
        }
    }
}
