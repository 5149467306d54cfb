using System.Globalization;
using System.Net;
using Sextant.Reporting.Terminal;

namespace Sextant.Reporting.Html;

/// <summary>What is put into a page: names of the input are untrusted, and numbers are written alike everywhere.</summary>
public static class HtmlText
{
    /// <summary>A text as it may stand between tags and in attributes, with stand-ins for characters that control or reorder.</summary>
    public static string Safe(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        return WebUtility.HtmlEncode(string.Join('\n', raw.Split('\n').Select(Glyph.Visible)));
    }

    /// <summary>A coordinate or a length, in pixels.</summary>
    public static string Px(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
