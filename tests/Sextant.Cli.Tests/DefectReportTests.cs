namespace Sextant.Cli.Tests;

public sealed class DefectReportTests
{
    [Fact]
    public void A_defect_is_one_sentence_without_a_stack_trace()
    {
        using var error = new StringWriter();
        DefectReport.Write(error, Thrown());
        string told = error.ToString();
        told.ShouldContain("this is a defect in Sextant");
        told.ShouldContain("SEXTANT_DEBUG=1");
        told.TrimEnd('\n').ShouldNotContain("\n");
        told.ShouldNotContain("   at ");
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("secret");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
