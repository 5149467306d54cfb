using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Tests.Evaluation;

public sealed class MapShapeTests
{
    /// <summary>Two ways to the same map: all that it holds in the order of the keys, and entries in any order beside a default.</summary>
    [Fact]
    public void A_map_is_the_same_whichever_way_it_is_made()
    {
        Datum[] keys = [.. Enumerable.Range(0, 4).Select(k => Datum.Of(k))];
        var shape = new MapShape(keys);
        for (int number = 0; number < 3 * 3 * 3 * 3; number++)
        {
            Datum[] held = [Datum.Of(number % 3), Datum.Of(number / 3 % 3), Datum.Of(number / 9 % 3), Datum.Of(number / 27)];
            MapValue map = shape.OfAll(held);
            keys.Select(k => map[k]).ShouldBe(held);
            foreach (Datum otherwise in held)
                map.ShouldBe(shape.Of(keys.Zip(held, KeyValuePair.Create).Where(e => e.Value != otherwise).Reverse(), otherwise));
        }
    }
}
