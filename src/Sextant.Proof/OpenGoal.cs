using Sextant.Proof.Encoding;
using Sextant.Proof.Obligations;

namespace Sextant.Proof;

/// <summary>A goal that matching did not prove.</summary>
/// <param name="PointIndex">Which point of the obligation, counted from 0.</param>
/// <param name="GoalIndex">Which goal of the point, counted from 0.</param>
/// <param name="Name">Its name in the query log.</param>
internal sealed record OpenGoal(Obligation Obligation, GoalPoint Point, int PointIndex, int GoalIndex, string Name)
{
    public Goal Goal => Point.Goals[GoalIndex];
}
