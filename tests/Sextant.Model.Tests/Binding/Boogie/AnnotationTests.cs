using Sextant.Syntax.Diagnostics;

namespace Sextant.Model.Tests.Binding.Boogie;

/// <summary>What the three annotations ask of the declaration below them, and what is said when it is something else.</summary>
public sealed class AnnotationTests
{
    [Theory]
    [InlineData("@invariant\n", "", "SX1501", "no declaration is marked `@invariant`", "if `inv` is the function that says what every replica's state must satisfy, write `@invariant` above it")]
    [InlineData("@gteq\n", "", "SX1501", "no declaration is marked `@gteq`", "if `gteq` is the function that says when one state is at least another, write `@gteq` above it")]
    [InlineData("@merge\n", "", "SX1501", "no declaration is marked `@merge`", "if `merge` is the procedure that joins an incoming state into the local one, write `@merge` above it")]
    [InlineData("@gteq\n", "@gteq @gteq\n", "SX1502", "`@gteq` stands twice", "a file describes one replicated object: keep one of the two")]
    [InlineData("@gteq\n", "@invarian @gteq\n", "SX1503", "`@invarian` is not an annotation", "did you mean `@invariant`?")]
    [InlineData("@gteq\n", "@ordering @gteq\n", "SX1503", "`@ordering` is not an annotation", "the annotations are @invariant, @gteq and @merge")]
    [InlineData("inv(n: int) returns (bool) { 0 <= n }", "inv(m: int) returns (bool) { 0 <= m }", "SX1505", "the invariant has no parameter `n: int`", "its parameters are: (n: int)")]
    [InlineData("inv(n: int)", "inv(n: int, m: int)", "SX1505", "the parameter `m` of the invariant belongs to no state variable", "its parameters are: (n: int)")]
    [InlineData("inv(n: int) returns (bool) { 0 <= n }", "inv(n: bool) returns (bool) { n }", "SX1505", "the parameter `n` has the type `bool`, and the state variable has `int`", "its parameters are: (n: int)")]
    [InlineData("returns (bool) { 0 <= n }", "returns (int) { n }", "SX1505", "`inv` returns `int`, and a condition is needed", "write `returns (bool)`")]
    [InlineData("returns (bool) { n2 <= n1 }", "returns (int) { n1 - n2 }", "SX1506", "`gteq` returns `int`, and a condition is needed", "write `returns (bool)`")]
    [InlineData("gteq(n1: int, n2: int) returns (bool) { n2 <= n1 }", "gteq(n1: int) returns (bool) { true }", "SX1506", "the order has no parameter `n2: int`", "its parameters are: (n1: int, n2: int)")]
    [InlineData("merge(n1: int)", "merge(n1: int, by: int)", "SX1507", "the parameter `by` of merge belongs to no state variable", "its parameters are: (n1: int)")]
    [InlineData("merge(n1: int)", "merge(n1: int) returns (changed: bool)", "SX1507", "merge changes the local state and returns nothing", "remove `returns`")]
    [InlineData("  modifies n;\n{\n  if (n < n1) { n := n1; }\n}", "{\n}", "SX1507", "merge does not declare that it changes `n`", "add `modifies n;`: merge computes every state variable")]
    public void A_rule_that_is_broken_is_reported_with_what_to_write(string correct, string broken, string code, string message, string help)
    {
        string counter = Binding.Counter.ReplaceLineEndings("\n");
        counter.ShouldContain(correct);
        Diagnostic error = Binding.Error(counter.Replace(correct, broken, StringComparison.Ordinal));
        error.Code.Id.ShouldBe(code);
        error.Message.ShouldBe(message);
        error.Help.ShouldBe(help);
    }

    [Theory]
    [InlineData("@merge function inv(n: int) returns (bool) { 0 <= n }", "`@merge` marks a procedure, and something else follows it")]
    [InlineData("@gteq const c: int;", "`@gteq` marks a function, and something else follows it")]
    public void An_annotation_above_another_kind_of_declaration_is_reported(string declaration, string message)
    {
        Diagnostic error = Binding.Bind($"var n: int; {declaration}").Diagnostics.Single(d => d.Code == DiagnosticCodes.MisplacedAnnotation);
        error.Message.ShouldBe(message);
        error.Help.ShouldNotBeNull().ShouldStartWith("put it directly above the ");
    }

    [Fact]
    public void A_file_without_state_is_told_to_declare_some()
    {
        Diagnostic error = Binding.Bind("@invariant function inv() returns (bool) { true }").Diagnostics.Single(d => d.Code == DiagnosticCodes.NoState);
        error.Help.ShouldBe("declare what a replica stores with var");
    }

    [Fact]
    public void Annotations_that_nothing_is_likely_to_deserve_are_missed_in_one_sentence()
    {
        Diagnostic error = Binding.Error("var n: int;");
        error.Message.ShouldBe("no declaration is marked `@invariant`, none `@gteq`, none `@merge`");
    }
}
