using Sextant.Syntax.Diagnostics;

namespace Sextant.Syntax.Tests.Diagnostics;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("proceduer", "did you mean `procedure`?")]
    [InlineData("fucntion", "did you mean `function`?")]
    [InlineData("vra", "did you mean `var`?")]
    [InlineData("const", null)]
    [InlineData("elephant", null)]
    [InlineData("", null)]
    [InlineData("z", null)]
    public void The_nearest_word_is_suggested_if_it_is_near(string word, string? suggestion) =>
        Spelling.Suggest(word, ["procedure", "function", "var", "const", "x"]).ShouldBe(suggestion);
}
