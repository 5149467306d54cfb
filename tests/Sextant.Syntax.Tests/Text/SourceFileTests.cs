using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests.Text;

public sealed class SourceFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sextant-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_text_is_read_without_its_byte_order_mark_and_keeps_the_path_as_given()
    {
        string path = Write([0xEF, 0xBB, 0xBF, .. "var é: int;"u8]);
        SourceText text = SourceFile.Load(path).ShouldBeOfType<SourceFile.Readable>().Text;
        (text.Path, text.Content).ShouldBe((path, "var é: int;"));
    }

    [Fact]
    public void An_empty_file_is_an_empty_text() =>
        SourceFile.Load(Write([])).ShouldBeOfType<SourceFile.Readable>().Text.Content.ShouldBeEmpty();

    [Fact]
    public void A_file_that_does_not_exist_cannot_be_read()
    {
        Refused(Path.Combine(_folder, "absent.spec")).ShouldBe((DiagnosticCodes.CannotRead, "there is no such file"));
        Refused(Path.Combine(_folder, "absent", "absent.spec")).ShouldBe((DiagnosticCodes.CannotRead, "there is no such file"));
    }

    [Fact]
    public void A_directory_cannot_be_read() =>
        Refused(_folder).ShouldBe((DiagnosticCodes.CannotRead, "this is a directory, not a file"));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_cannot_be_read(string path) => Refused(path).Code.ShouldBe(DiagnosticCodes.CannotRead);

    [Fact]
    public void A_file_may_be_as_large_as_the_bound_and_no_larger()
    {
        string path = Write("0123456789"u8.ToArray());
        SourceFile.Load(path, maxBytes: 10).ShouldBeOfType<SourceFile.Readable>();
        Refused(path, maxBytes: 9).ShouldBe((DiagnosticCodes.TooLarge, "the file is larger than 9 bytes"));
    }

    [Fact]
    public void A_file_that_is_not_text_is_refused_with_the_place()
    {
        Refused(Write([(byte)'a', 0])).ShouldBe((DiagnosticCodes.NotText, "the file is not text: byte 2 is zero"));
        Refused(Write([(byte)'a', (byte)'b', 0xFF])).ShouldBe((DiagnosticCodes.NotText, "the file is not UTF-8 text: byte 3 fits no character"));
        Refused(Write([(byte)'a', 0xC3])).Code.ShouldBe(DiagnosticCodes.NotText);
    }

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, "test.spec");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static (DiagnosticCode Code, string Message) Refused(string path, int maxBytes = SourceFile.MaxBytes)
    {
        Diagnostic diagnostic = SourceFile.Load(path, maxBytes).ShouldBeOfType<SourceFile.Unreadable>().Diagnostic;
        diagnostic.Path.ShouldBe(path);
        return (diagnostic.Code, diagnostic.Message);
    }
}
