namespace Sextant.Exploration.Search;

/// <summary>Goes a path again, from the positions of its actions.</summary>
internal static class PathReplay
{
    /// <param name="actions">First which initial state, then which action in each state.</param>
    public static EquatableArray<PathStep> Run(IModel model, IEnumerable<int> actions)
    {
        int[] all = [.. actions];
        EquatableArray<PathStep> steps = Follow(model, all);
        return steps.Count == all.Length ? steps : throw new InvalidOperationException("the model gave fewer states than before");
    }

    /// <summary>As much of a path as the model has: it ends before the first action that is not enabled.</summary>
    public static EquatableArray<PathStep> Follow(IModel model, IEnumerable<int> actions)
    {
        var steps = new List<PathStep>();
        foreach (int action in actions)
        {
            var chosen = new Chosen(action);
            if (steps.Count == 0)
                model.Begin(chosen);
            else
                model.Expand(steps[^1].State.Items.AsSpan(), chosen);
            if (chosen.State is not { } state)
                break;
            steps.Add(new PathStep(action, state));
        }

        return steps.ToEquatable();
    }

    private sealed class Chosen(int position) : ISuccessors
    {
        private int _seen;

        public EquatableArray<byte>? State { get; private set; }

        public void Add(ReadOnlySpan<byte> state)
        {
            if (_seen++ == position)
                State = state.ToArray().ToEquatable();
        }
    }
}
