using Sextant.Coordination.Cost;
using Sextant.Coordination.Deployment;
using Sextant.Coordination.Tests.Reference;

namespace Sextant.Coordination.Tests.Cost;

public sealed class ThesisCostTests
{
    /// <summary>As published, this study charges operation a the exclusive column and b the shared one, whatever their modes.</summary>
    [Fact]
    public void Every_published_prediction_of_two_operations_comes_out()
    {
        int compared = 0;
        foreach (string workload in Published.Workloads("two"))
        {
            var cost = new ThesisCost(Published.Problem("two", workload), use => use.Operation == "a" ? LockColumn.Exclusive : LockColumn.Shared);
            foreach ((string name, double ms) in Published.Predicted("two", workload))
            {
                cost.Of(Published.Plan("two", name)).ShouldBe(ms, 0.0005, $"{workload} {name}");
                compared++;
            }
        }

        compared.ShouldBe(8 * 9);
    }

    [Fact]
    public void Every_published_prediction_of_three_operations_comes_out()
    {
        int compared = 0;
        foreach (string workload in Published.Workloads("three"))
        {
            var cost = new ThesisCost(Published.Problem("three", workload));
            foreach ((string name, double ms) in Published.Predicted("three", workload))
            {
                cost.Of(Published.Plan("three", name)).ShouldBe(ms, 0.0005, $"{workload} {name}");
                compared++;
            }
        }

        compared.ShouldBe(9 * 90);
    }
}
