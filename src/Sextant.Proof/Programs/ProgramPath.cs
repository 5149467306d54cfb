using System.Collections.Immutable;
using System.Globalization;
using Sextant.Model.Expressions;

namespace Sextant.Proof.Programs;

/// <summary>A way through a program from one place to where it next operates on an object, or ends.</summary>
/// <param name="Conditions">Where it is taken.</param>
/// <param name="Values">What the variables hold at its end, in terms of what they held at its beginning.</param>
/// <param name="Stop">A <see cref="ProgramNode.Operate"/> or a <see cref="ProgramNode.End"/>.</param>
internal sealed record ProgramPath(ImmutableArray<Expr> Conditions, ImmutableDictionary<Symbol, Expr> Values, ProgramNode Stop)
{
    private const int MostPaths = 200;

    /// <summary>So often a loop is gone round where the number of rounds is known.</summary>
    private const int MostRounds = 100;

    /// <summary>All ways on from a place. One on which something goes wrong ends there and is none of them.</summary>
    /// <exception cref="NotProvableException">There are too many, or a loop goes round without an operation.</exception>
    public static IReadOnlyList<ProgramPath> From(ProgramNode start, ImmutableDictionary<Symbol, Expr> values, ProgramTerms terms)
    {
        var found = new List<ProgramPath>();
        Follow(start, [], values, ImmutableDictionary<ProgramNode, int>.Empty);
        return found;

        void Follow(ProgramNode at, ImmutableArray<Expr> conditions, ImmutableDictionary<Symbol, Expr> held, ImmutableDictionary<ProgramNode, int> rounds)
        {
            while (true)
            {
                switch (at)
                {
                    case ProgramNode.Assign assign:
                        Expr[] assigned = [.. assign.Values.Select(v => terms.Lower(v, held))];
                        held = held.SetItems(assign.Targets.Zip(assigned, (t, v) => KeyValuePair.Create((Symbol)t, v)));
                        at = assign.Next;
                        break;
                    case ProgramNode.Round round:
                        int count = rounds.GetValueOrDefault(round) + 1;
                        if (count > MostRounds)
                            throw new NotProvableException(round.Span, "a loop goes round without an operation of an object, and nobody knows how often");
                        rounds = rounds.SetItem(round, count);
                        at = round.Next;
                        break;
                    case ProgramNode.Branch branch:
                        Expr condition = terms.Lower(branch.Condition, held);
                        if (condition is not Expr.BoolLiteral)
                        {
                            Follow(branch.Otherwise, conditions.Add(ProgramTerms.Not(condition)), held, rounds);
                            conditions = conditions.Add(condition);
                        }

                        at = condition is Expr.BoolLiteral { Value: false } ? branch.Otherwise : branch.Then;
                        break;
                    case ProgramNode.Fault:
                        return;
                    default:
                        if (found.Count == MostPaths)
                            throw new NotProvableException(at is ProgramNode.Operate operate ? operate.Span : default, string.Create(CultureInfo.InvariantCulture, $"more than {MostPaths} ways lead from one operation to the next"));
                        found.Add(new ProgramPath(conditions, held, at));
                        return;
                }
            }
        }
    }
}
