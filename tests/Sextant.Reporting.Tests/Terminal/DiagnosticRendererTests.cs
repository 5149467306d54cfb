using Sextant.Reporting.Terminal;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Reporting.Tests.Terminal;

public sealed class DiagnosticRendererTests
{
    private static readonly DiagnosticCode Code = new("SX1301", Severity.Error, "the name is not declared");

    [Fact]
    public void The_place_is_underlined_and_the_help_follows() => Render("var x: int;\nvar y: Strin;", "Strin", "Type names").ShouldBe("""
        error[SX1301]: the message
          --> a.spec:2:8
          |
        2 | var y: Strin;
          |        ^^^^^
          help: Type names


        """);

    [Fact]
    public void Tabs_and_wide_characters_do_not_shift_the_underline() => Render("\t// 日本 x", "x", help: null).ShouldBe("""
        error[SX1301]: the message
          --> a.spec:1:8
          |
        1 |     // 日本 x
          |             ^


        """);

    [Fact]
    public void Of_a_very_long_line_the_surroundings_are_shown()
    {
        string text = $"axiom {new string('(', 5_000)}bad{new string(')', 5_000)};";
        string[] lines = Render(text, "bad", help: null).Split('\n');
        lines[3].Length.ShouldBe(100);
        lines[3].ShouldStartWith("1 | …(((");
        lines[3].ShouldEndWith(")))…");
        lines[3].IndexOf("bad", StringComparison.Ordinal).ShouldBe(lines[4].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_megabytes_is_shown_a_hundred_times_in_bounded_time()
    {
        var source = new SourceText("a.spec", new string('(', 10_000_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (int i = 0; i < 100; i++)
            Render(source, new SourceSpan(i * 100_000, 1), help: null, []);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_place_at_the_end_of_the_file_is_pointed_at() =>
        Render(new SourceText("a.spec", "var x"), new SourceSpan(5, 0), help: null, []).ShouldContain("1 | var x\n  |      ^\n");

    [Fact]
    public void An_empty_file_is_pointed_at() =>
        Render(new SourceText("a.spec", ""), default, help: null, []).ShouldContain("--> a.spec:1:1\n  |\n1 |\n  | ^\n");

    [Fact]
    public void A_label_explains_from_its_own_line()
    {
        const string text = "var x: int;\n\n\n// far\nvar x: bool;";
        var source = new SourceText("a.spec", text);
        Render(source, new SourceSpan(text.LastIndexOf('x'), 1), help: null, [new DiagnosticLabel(new SourceSpan(4, 1), "declared here first")]).ShouldBe("""
            error[SX1301]: the message
              --> a.spec:5:5
              |
            1 | var x: int;
              |     - declared here first
              :
            5 | var x: bool;
              |     ^


            """);
    }

    [Fact]
    public void A_label_on_the_same_line_stands_below_the_underline() => Render(
        new SourceText("a.spec", "x == true"), new SourceSpan(0, 1), help: null, [new DiagnosticLabel(new SourceSpan(5, 4), "this is bool")])
        .ShouldContain("1 | x == true\n  | ^\n  |      ---- this is bool\n");

    [Fact]
    public void A_place_of_many_lines_is_marked_in_the_gutter_and_cut()
    {
        string text = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"line {i}"));
        string shown = Render(new SourceText("a.spec", text), new SourceSpan(0, text.Length), help: null, []);
        shown.ShouldContain("1 > line 1\n2 > line 2\n");
        shown.ShouldContain("8 > line 8\n  > …\n");
        shown.ShouldNotContain("line 9");
    }

    [Fact]
    public void Control_characters_of_the_input_do_not_reach_the_terminal()
    {
        string shown = Render("var \e[2Jx \u202e y\0z;", "x", help: "\e]0;title\a");
        shown.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        shown.ShouldNotContain("\u202e");
        shown.ShouldContain("var ␛[2Jx \uFFFD y␀z;");
    }

    [Fact]
    public void A_note_says_why_before_the_help_says_what_to_do()
    {
        var source = new SourceText("a.spec", "var x");
        Render(new Diagnostic(Code, "a.spec", source, new SourceSpan(4, 1), "the message", "write y", []) { Note = "x is taken" })
            .ShouldEndWith("  |     ^\n  note: x is taken\n  help: write y\n\n");
    }

    [Fact]
    public void A_file_without_text_is_named_without_a_line()
    {
        var diagnostic = new Diagnostic(Code, "gone.spec", Source: null, default, "`gone.spec` does not exist", Help: null, []);
        Render(diagnostic).ShouldBe("error[SX1301]: `gone.spec` does not exist\n  --> gone.spec\n\n");
    }

    private static string Render(string text, string at, string? help)
    {
        var source = new SourceText("a.spec", text);
        return Render(source, new SourceSpan(text.LastIndexOf(at, StringComparison.Ordinal), at.Length), help, []);
    }

    private static string Render(SourceText source, SourceSpan span, string? help, EquatableArray<DiagnosticLabel> labels) =>
        Render(new Diagnostic(Code, source.Path, source, span, "the message", help, labels));

    private static string Render(Diagnostic diagnostic)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new DiagnosticRenderer(output, TerminalSettings.Plain).Write(diagnostic);
        return output.ToString();
    }
}
