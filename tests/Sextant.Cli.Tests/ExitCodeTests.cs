using Sextant.Model.Results;

namespace Sextant.Cli.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void Of_several_answers_the_worst_counts()
    {
        Worst(Verdict.Proved, Verdict.Proved).ShouldBe(0);
        Worst(Verdict.Proved, Verdict.Unknown).ShouldBe(3);
        Worst(Verdict.Refuted, Verdict.Unknown).ShouldBe(1);
        Worst(Verdict.Error, Verdict.Refuted).ShouldBe(2);
    }

    private static int Worst(params Verdict[] verdicts) => (int)ExitCodes.Of(Verdicts.Worst(verdicts));
}
