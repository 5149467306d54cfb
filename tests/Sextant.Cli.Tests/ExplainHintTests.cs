using Sextant.Cli.Explanations;
using Sextant.Cli.Inputs;
using Sextant.Model.Results;
using Sextant.Reporting;
using Sextant.Syntax.Text;

namespace Sextant.Cli.Tests;

public sealed class ExplainHintTests
{
    [Theory]
    [InlineData("const a := 1;", null)]
    [InlineData("const a := 1", "`sextant explain SX1201` tells more")]
    [InlineData("const a := §;\nconst b := 3x;\nconst c := 4y;", "`sextant explain CODE` tells more of SX1101, SX1104")]
    public void Each_code_that_was_told_is_named_once(string text, string? hint)
    {
        Specification read = Specification.Understand(new SourceText("a.sxt", text));
        var file = new FileResult(new FileReport(read.Path, read.Diagnostics, []), read.Source, Elapsed: null);
        ExplainHint.For(new RunResult(SextantVersion.Text, RunGoal.Check, IsList: false, [file])).ShouldBe(hint);
    }
}
