using System.Globalization;

namespace Sextant.Model.Binding;

/// <summary>A number with its noun, as messages say it.</summary>
internal static class Quantity
{
    public static string Of(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
