using System.Numerics;
using System.Text;
using System.Text.Json;
using Sextant.Model.Results;
using Sextant.Model.Values;
using Sextant.Reporting.Json;
using Sextant.Tests.Shared;

namespace Sextant.Reporting.Tests.Json;

public sealed class JsonReportTests
{
    [Fact]
    public void A_refuted_file_carries_its_counterexample() => ExpectedText.ShouldMatch(Render(AuctionExample.Refuted), "refuted.json");

    [Fact]
    public void Several_files_are_a_list_with_the_worst_verdict() =>
        ExpectedText.ShouldMatch(Render(AuctionExample.AllProved, AuctionExample.Broken), "several.json");

    [Fact]
    public void The_same_answer_gives_the_same_bytes() => Render(AuctionExample.Refuted).ShouldBe(Render(AuctionExample.Refuted));

    [Fact]
    public void Seconds_appear_only_when_they_were_asked_for()
    {
        Render(AuctionExample.AllProved).ShouldNotContain("seconds");
        Render(AuctionExample.AllProved with { Elapsed = TimeSpan.FromMilliseconds(1500) }).ShouldContain("\"seconds\": 1.5,");
    }

    [Fact]
    public void Integers_that_readers_would_round_are_written_as_text()
    {
        BigInteger exact = (BigInteger.One << 53) - 1;
        Value(new Value.Int(exact)).ShouldBe("9007199254740991");
        Value(new Value.Int(exact + 1)).ShouldBe("""{"int":"9007199254740992"}""");
        Value(new Value.Int(-exact - 1)).ShouldBe("""{"int":"-9007199254740992"}""");
    }

    [Fact]
    public void Values_without_a_word_in_json_say_what_they_are()
    {
        Value(new Value.Bool(true)).ShouldBe("true");
        Value(new Value.Element("b1")).ShouldBe("\"b1\"");
        Value(new Value.Real(1, 3)).ShouldBe("""{"real":"1/3"}""");
        Value(new Value.BitVector(3, 2)).ShouldBe("""{"bits":3,"width":2}""");
        var map = new Value.Map([new MapEntry([new Value.Element("a"), new Value.Int(1)], new Value.Bool(true))], new Value.Bool(false));
        Value(map).ShouldBe("""{"map":[{"index":["a",1],"value":true}],"otherwise":false}""");
    }

    private static string Render(params FileResult[] files)
    {
        using var output = new MemoryStream();
        JsonReport.Write(output, AuctionExample.Run(files));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Value(Value value)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
            JsonValue.Write(json, value);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
