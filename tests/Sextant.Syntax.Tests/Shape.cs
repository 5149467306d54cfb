using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Sextant.Syntax.Text;

namespace Sextant.Syntax.Tests;

/// <summary>Writes a tree without its places, so that two trees can be compared modulo spans.</summary>
internal static class Shape
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static string Of(object tree)
    {
        var text = new StringBuilder();
        Write(tree, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or IConvertible or System.Numerics.BigInteger:
                text.Append(value);
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? item in items)
                    WriteItem(item, text);
                text.Append(']');
                break;
            default:
                text.Append(value.GetType().Name).Append('(');
                foreach (PropertyInfo property in Properties.GetOrAdd(value.GetType(), FindProperties))
                    WriteItem(property.GetValue(value), text);
                text.Append(')');
                break;
        }
    }

    private static void WriteItem(object? item, StringBuilder text)
    {
        Write(item, text);
        text.Append(' ');
    }

    private static PropertyInfo[] FindProperties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.PropertyType != typeof(SourceSpan) && p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.Name, StringComparer.Ordinal)];
}
