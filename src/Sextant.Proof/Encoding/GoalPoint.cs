using System.Collections.Immutable;

namespace Sextant.Proof.Encoding;

/// <summary>
/// A point of a script at which something is to be shown, with everything known there. Points that follow one another
/// share most of it, chunk by chunk, so a solver need not be told again.
/// </summary>
internal sealed record GoalPoint(ImmutableArray<ScriptItem.Known> Told, EquatableArray<Goal> Goals)
{
    public ImmutableArray<string> Known { get; } = [.. Told.Select(k => k.Commands)];

    public IEnumerable<TypedTerm> Declared => Told.SelectMany(k => k.Declared);

    public IEnumerable<Fact> Facts => Told.SelectMany(k => k.Facts);

    public IEnumerable<OperationRun> Runs => Told.SelectMany(k => k.Runs);

    public static ImmutableArray<GoalPoint> Of(EquatableArray<ScriptItem> script)
    {
        var points = ImmutableArray.CreateBuilder<GoalPoint>();
        Collect(script, [], points);
        return points.ToImmutable();
    }

    private static void Collect(EquatableArray<ScriptItem> items, ImmutableArray<ScriptItem.Known> told, ImmutableArray<GoalPoint>.Builder points)
    {
        foreach (ScriptItem item in items)
        {
            switch (item)
            {
                case ScriptItem.Known k:
                    told = told.Add(k);
                    break;
                case ScriptItem.Goals g:
                    points.Add(new GoalPoint(told, g.Items));
                    break;
                case ScriptItem.Scope s:
                    Collect(s.Items, told, points);
                    break;
            }
        }
    }
}
