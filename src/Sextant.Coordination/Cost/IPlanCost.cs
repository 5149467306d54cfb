using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Cost;

/// <summary>What a plan costs, in milliseconds for the whole workload; less is better.</summary>
public interface IPlanCost
{
    double Of(Plan plan);
}
