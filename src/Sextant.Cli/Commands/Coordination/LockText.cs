using System.Text;
using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>Locks as they are declared in the language.</summary>
internal static class LockText
{
    public static string Of(IEnumerable<KeyedLock> locks)
    {
        var text = new StringBuilder();
        foreach (KeyedLock held in locks)
        {
            LockUse first = held.Uses[0];
            string keys = string.Join(", ", held.Keys.Select((k, i) => $"{k}: {first.Operation.Parameters[first.KeyParameters[i]].Type}"));
            text.Append($"  lock {held.Name}{(keys.Length > 0 ? $"({keys})" : "")} {{\n");
            foreach (LockUse use in held.Uses)
                text.Append($"    {(use.IsShared ? "shared" : "exclusive")} {use.Operation.Name}({string.Join(", ", use.Operation.Given.Select((_, p) => Key(held, use, p)))}){Apart(held, use)};\n");
            text.Append("  }\n");
        }

        return text.ToString();
    }

    private static string Apart(KeyedLock held, LockUse use) => held.ApartFrom(use).ToArray() is { Length: > 0 } others ? $" apart from {string.Join(", ", others)}" : "";

    private static string Key(KeyedLock held, LockUse use, int parameter) => use.KeyParameters.Items.IndexOf(parameter) is >= 0 and var key ? held.Keys[key] : "_";
}
