using System.Collections.Immutable;

namespace Sextant.Proof.Encoding;

/// <summary>
/// A point of a script at which something is to be shown, with everything known there. Points that follow one another
/// share most of it, chunk by chunk, so a solver need not be told again.
/// </summary>
internal sealed record GoalPoint(ImmutableArray<string> Known, ImmutableArray<TypedTerm> Declared, EquatableArray<Goal> Goals)
{
    public static ImmutableArray<GoalPoint> Of(EquatableArray<ScriptItem> script)
    {
        var points = ImmutableArray.CreateBuilder<GoalPoint>();
        Collect(script, [], [], points);
        return points.ToImmutable();
    }

    private static void Collect(EquatableArray<ScriptItem> items, ImmutableArray<string> known, ImmutableArray<TypedTerm> declared, ImmutableArray<GoalPoint>.Builder points)
    {
        foreach (ScriptItem item in items)
        {
            switch (item)
            {
                case ScriptItem.Known k:
                    known = known.Add(k.Commands);
                    declared = declared.AddRange(k.Declared.Items);
                    break;
                case ScriptItem.Goals g:
                    points.Add(new GoalPoint(known, declared, g.Items));
                    break;
                case ScriptItem.Scope s:
                    Collect(s.Items, known, declared, points);
                    break;
            }
        }
    }
}
