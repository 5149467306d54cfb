using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Search;

/// <summary>
/// Makes the path of a walk shorter: from each of its states a small breadth-first search looks for the end, or for the state
/// farthest along the path that fewer actions lead to. What it yields is a path of the model to a state that decides the same
/// property; that there is none shorter it does not say.
/// </summary>
/// <param name="reach">How many states each of the searches expands at most.</param>
internal sealed class PathShortener(IModel model, int reach = 400) : ISuccessors
{
    private readonly List<(byte[] State, int From, int Action)> _seen = [];
    private readonly HashSet<Fingerprint> _known = [];
    private int _from;
    private int _action;

    /// <param name="decides">Whether a state is one of those to which the path may lead.</param>
    public EquatableArray<PathStep> Shorten(EquatableArray<PathStep> path, Func<byte[], bool> decides)
    {
        PathStep[] shorter = [.. path];
        while (Once(shorter, decides) is { } better)
            shorter = better;
        return shorter.ToEquatable();
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state)
    {
        if (_known.Add(Fingerprint.Of(state)))
            _seen.Add((state.ToArray(), _from, _action));
        _action++;
    }

    /// <summary>The path with every way cut short that can be, or null where there was none.</summary>
    private PathStep[]? Once(PathStep[] path, Func<byte[], bool> decides)
    {
        var places = new Dictionary<Fingerprint, int>();
        for (int i = 0; i < path.Length; i++)
            places[Fingerprint.Of(path[i].State.Items.AsSpan())] = i;
        var shorter = new List<PathStep> { path[0] };
        for (int at = 0; at < path.Length - 1;)
        {
            (PathStep[] way, int next) = Shortcut(path, at, places, decides);
            shorter.AddRange(way);
            at = next;
        }

        return shorter.Count < path.Length ? [.. shorter] : null;
    }

    /// <summary>The way on from a state of the path, and the place on the path to which it leads.</summary>
    private (PathStep[] Way, int Next) Shortcut(PathStep[] path, int at, Dictionary<Fingerprint, int> places, Func<byte[], bool> decides)
    {
        _seen.Clear();
        _known.Clear();
        byte[] start = [.. path[at].State];
        _known.Add(Fingerprint.Of(start));
        _seen.Add((start, -1, 0));
        (int Saved, int Node, int Next) best = (0, -1, at + 1);
        for (int node = 0; node < _seen.Count; node++)
        {
            if (node > 0)
            {
                int next = decides(_seen[node].State) ? path.Length - 1 : places.GetValueOrDefault(Fingerprint.Of(_seen[node].State), -1);
                int saved = next - at - WayTo(node).Length;
                if (saved > best.Saved)
                    best = (saved, node, next);
            }

            if (node >= reach)
                continue;
            (_from, _action) = (node, 0);
            model.Expand(_seen[node].State, this);
        }

        return best.Node < 0 ? ([path[at + 1]], at + 1) : (WayTo(best.Node), best.Next);
    }

    private PathStep[] WayTo(int node)
    {
        var way = new Stack<PathStep>();
        for (; node > 0; node = _seen[node].From)
            way.Push(new PathStep(_seen[node].Action, EquatableArray.Create<byte>(_seen[node].State)));
        return [.. way];
    }
}
