using System.Runtime.CompilerServices;

namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// The nodes whose parent at the moving point may not be what the decisions ahead saw, and all that are above one. Each of these
/// counts its children that are among them, and itself when it differs, so that a move of one of them corrects the marks
/// by the part of the way up that is no other's.
/// </summary>
internal sealed class Differences(FoldState state, PassingTree tree)
{
    private int[] _indices = [];
    private int[] _nodes = new int[16];
    private ulong _filter;
    private bool _isFilterKnown;

    /// <summary>How many of the nodes are above another one.</summary>
    private int _nested;

    public int Count { get; private set; }

    /// <summary>The path filter of the nodes.</summary>
    public ulong Filter
    {
        get
        {
            if (!_isFilterKnown)
                SummarizeNodes();
            return _filter;
        }
    }

    public void EnsureNodes(int count)
    {
        if (_indices.Length < count)
            Array.Resize(ref _indices, Math.Max(count, _indices.Length * 2));
    }

    /// <summary>The node differs; its parent at the moving point is set already.</summary>
    public void Add(int node)
    {
        ref PassingPlace place = ref tree.At(node);
        if (place.Differs || !state.WasEverTarget(node))
            return;
        if (Count == _nodes.Length)
            Array.Resize(ref _nodes, Count * 2);
        _indices[node] = Count;
        _nodes[Count++] = node;
        _isFilterKnown = false;
        place.Differs = true;
        if (place.Marks++ > 0)
            _nested++;
        else
            NoteChild(Mark(place.Parent));
    }

    /// <summary>
    /// Moves a marked node as the decisions ahead saw it move, so that it does not differ from here on. False, and nothing is done, when the
    /// target is now under it.
    /// </summary>
    public bool TryMove(int node, int target)
    {
        ref PassingPlace place = ref tree.At(node);
        // What hangs from a node that has no difference under it is what the decision saw.
        bool hasUnder = place.Marks > 1 || !place.Differs;
        if (!hasUnder)
        {
            Remove(node, ref place);
            place.Parent = target;
            return true;
        }
        // Marks first, because where the new way up joins the old one the marks stay.
        int joined = Mark(target);
        if (IsAbove(node, joined))
        {
            UnmarkBelow(joined, target);
            return false;
        }
        NoteChild(joined);
        if (place.Differs)
            Remove(node, ref place);
        Unmark(place.Parent);
        place.Parent = target;
        return true;
    }

    /// <summary>Moves a node, with what is marked on account of it, to a target that is not under it.</summary>
    public void Move(int node, int target)
    {
        ref PassingPlace place = ref tree.At(node);
        if (place.Marks > 0)
        {
            NoteChild(Mark(target));
            Unmark(place.Parent);
        }
        place.Parent = target;
    }

    /// <summary>Forgets all differences and marks.</summary>
    public void Clear()
    {
        while (Count > 0)
        {
            int node = _nodes[Count - 1];
            Remove(node, ref tree.At(node));
        }
    }

    private void Remove(int node, ref PassingPlace place)
    {
        int last = _nodes[--Count];
        _nodes[_indices[node]] = last;
        _indices[last] = _indices[node];
        _isFilterKnown = false;
        place.Differs = false;
        if (--place.Marks > 0)
            _nested--;
        else
            Unmark(place.Parent);
    }

    /// <summary>
    /// True when a marked node is above its new target, from which the way up meets the marked nodes at <paramref name="joined"/>. It was
    /// not before, so a difference is between them; and who hangs from one meets it before any other marked node, unless differences are above
    /// each other.
    /// </summary>
    private bool IsAbove(int node, int joined) => joined != TreeFold.None
        && (_nested > 0 || joined == node || tree.At(joined).Differs)
        && tree.IsAbove(node, joined);

    /// <summary>
    /// Something marked now hangs from the node. Marks the way up to the first node that was marked already, and returns that one; it
    /// has one more child to note.
    /// </summary>
    private int Mark(int node)
    {
        int at = node;
        while (at != TreeFold.None)
        {
            ref PassingPlace place = ref tree.At(at);
            if (place.Marks++ > 0)
                break;
            at = place.Parent;
        }
        return at;
    }

    private void NoteChild(int node)
    {
        if (node == TreeFold.None)
            return;
        ref readonly PassingPlace place = ref tree.At(node);
        if (place.Differs && place.Marks == 2)
            _nested++;
    }

    /// <summary>Takes back what <see cref="Mark"/> has done.</summary>
    private void UnmarkBelow(int joined, int node)
    {
        int at = node;
        while (at != joined)
        {
            ref PassingPlace place = ref tree.At(at);
            place.Marks--;
            at = place.Parent;
        }
        tree.At(joined).Marks--;
    }

    private void Unmark(int node)
    {
        for (int at = node; at != TreeFold.None;)
        {
            ref PassingPlace place = ref tree.At(at);
            if (--place.Marks > 0)
            {
                if (place.Differs && place.Marks == 1)
                    _nested--;
                return;
            }
            at = place.Parent;
        }
    }

    private void SummarizeNodes()
    {
        _filter = 0;
        for (int i = 0; i < Count; i++)
            _filter |= RejectedMove.BitOf(_nodes[i]);
        _isFilterKnown = true;
    }
}
