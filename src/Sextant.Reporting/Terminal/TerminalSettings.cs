namespace Sextant.Reporting.Terminal;

/// <summary>What the place of output can show.</summary>
/// <param name="Width">In columns; text wraps there.</param>
/// <param name="HasColor">Whether escape sequences for colours may be written.</param>
public sealed record TerminalSettings(int Width, bool HasColor)
{
    /// <summary>A file or a pipe: a fixed width, so that the bytes do not depend on who looks.</summary>
    public static TerminalSettings Plain { get; } = new(100, HasColor: false);

    internal string Paint(Tone tone, string text) =>
        !HasColor || tone == Tone.Normal || text.Length == 0 ? text : $"\e[{Code(tone)}m{text}\e[0m";

    private static string Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Faint => "2",
        Tone.Good => "32",
        Tone.Bad => "1;31",
        Tone.Doubt => "1;33",
        Tone.Pointer => "1;34",
        _ => "0",
    };
}

/// <summary>What a piece of text means; the colours follow from it.</summary>
internal enum Tone
{
    Normal,
    Strong,
    Faint,
    Good,
    Bad,
    Doubt,
    Pointer,
}
