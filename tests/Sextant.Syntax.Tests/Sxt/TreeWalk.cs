using System.Collections;
using System.Reflection;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>Visits all nodes of a tree, whatever they are.</summary>
internal static class TreeWalk
{
    public static IEnumerable<object> All(SxtProgram program) => program.Declarations.SelectMany(Visit);

    private static IEnumerable<object> Visit(object? node) => node switch
    {
        null or string or Enum or bool or System.Numerics.BigInteger or Syntax.Text.SourceSpan => [],
        IEnumerable items => items.Cast<object>().SelectMany(Visit),
        _ => [node, .. node.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Visit(p.GetValue(node)))],
    };
}
