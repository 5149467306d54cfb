namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Puts one move into the middle of the order and takes again only the decisions that it can change.
/// <para>
/// An applied move changes one parent, from its place up to the node's next applied move. A sweep follows such differences in
/// the order of time. A later move m = (a → b) that was applied can only be refused now if a is among the new ancestors of a
/// differing node: <see cref="WatchedChain"/> waits for those. One that was refused can only be applied now if the path that
/// refused it used a differing link: <see cref="RejectedMove.Path"/> tells. A decision that turns is a difference of its own.
/// Before the point that the sweep has reached, every decision is final, so the states read there are trees.
/// </para>
/// </summary>
internal sealed class Splice
{
    /// <summary>More differences than this at once do not die out soon; a forward pass is cheaper.</summary>
    private const int ChainLimit = 8;

    /// <summary>A difference that ends within so many moves is passed without a look at how few of them can turn.</summary>
    private const int FewMoves = 4096;

    private readonly FoldState _state;
    private readonly FoldTuning _tuning;
    private readonly PassingTree _tree;
    private readonly ForwardPass _pass;
    private readonly AncestorWalk _walk;
    private readonly ChainIndex _chainIndex = new();
    private readonly List<WatchedChain> _active = [];
    private readonly Stack<WatchedChain> _idle = new();
    private int _nextRejected;
    private ulong _watchedBits;
    private ulong _watchedEnd;

    public Splice(FoldState state, FoldTuning tuning)
    {
        _state = state;
        _tuning = tuning;
        _walk = new AncestorWalk(state.Timelines);
        _tree = new PassingTree(state);
        _pass = new ForwardPass(state, _tree);
    }

    /// <summary>The past has been replayed: nothing that was kept from splice to splice holds.</summary>
    public void Forget() => _tree.Forget();

    public void Insert(int move)
    {
        (ulong key, int node, int target) = _state.Moves[move];
        _state.Sequence.Insert(move);
        _tree.MoveTo(key);
        if (_tree.IsAbove(node, target, out ulong path))
        {
            _state.Decide(move, applied: false);
            _state.Rejected.Insert(new RejectedMove(key, move, path));
            return;
        }
        int index = _state.InsertApplied(move);
        ReadOnlySpan<TimelineEntry> entries = _state.Timelines.Of(node);
        if (!_state.WasEverTarget(node) || (index > 0 && entries[index - 1].Target == target))
            return;
        ulong end = index == entries.Length - 1 ? ulong.MaxValue : entries[index + 1].Key;
        if (_tuning.MovesPassedPerStep > 0 && _state.Sequence.HasAtMost(FewMoves, key, end))
            _pass.Run(key + 1, [node]);
        else
            Sweep(key, node, target, end);
    }

    private void Sweep(ulong key, int node, int target, ulong end)
    {
        _chainIndex.EnsureNodes(_state.NodeCount);
        _walk.Run(target, key, node);
        Watch(node, end);
        long steps = StepsThatPay(key);
        if (steps <= 0)
        {
            HandOver(key + 1);
            return;
        }
        _nextRejected = _state.Rejected.FirstFrom(key);
        Sweep(_walk.Steps + steps);
    }

    /// <summary>How many steps a sweep may take before it costs more than a forward pass; none when it can be seen to cost more.</summary>
    private long StepsThatPay(ulong key)
    {
        if (_tuning.MovesPassedPerStep == 0)
            return long.MaxValue / 2;
        WatchedChain chain = _active[0];
        int passed = _state.Sequence.CountFrom(key) - _state.Sequence.CountFrom(chain.End);
        // Each ancestor that moves asks for a walk, which will join the chain about half-way.
        int steps = chain.CountComing() * (chain.Length + 1) / 2;
        int pay = passed / _tuning.MovesPassedPerStep;
        return steps < pay ? pay : 0;
    }

    private void Sweep(long stepLimit)
    {
        ulong reached = 0;
        while (_active.Count > 0)
        {
            WatchedChain earliest = EarliestChain();
            ulong rejectedKey = NextWatchedRejection(Math.Min(earliest.NextKey, _watchedEnd));
            ulong key = Math.Min(rejectedKey, earliest.NextKey);
            if (key == ulong.MaxValue)
                break;
            DropEnded(key);
            // A move that has just turned to applied is met again by the chains that its node is in; what takes over would think it
            // had always been applied, so it begins behind it.
            if (key > reached && (_walk.Steps > stepLimit || _active.Count > ChainLimit))
            {
                HandOver(key);
                return;
            }
            reached = key;
            if (key == rejectedKey)
                ReconsiderRejected(key);
            else
                ReconsiderApplied(earliest, key);
        }
        Release();
    }

    /// <summary>Leaves what is at or after <paramref name="key"/> to a forward pass.</summary>
    private void HandOver(ulong key)
    {
        Span<int> differing = stackalloc int[_active.Count];
        for (int i = 0; i < differing.Length; i++)
            differing[i] = _active[i].Node;
        Release();
        _pass.Run(key, differing);
    }

    private WatchedChain EarliestChain()
    {
        WatchedChain earliest = _active[0];
        for (int i = 1; i < _active.Count; i++)
        {
            if (_active[i].NextKey < earliest.NextKey)
                earliest = _active[i];
        }
        return earliest;
    }

    /// <summary>Advances to the next rejected move before <paramref name="limit"/> whose path may use a differing link.</summary>
    private ulong NextWatchedRejection(ulong limit)
    {
        RejectedMoves rejected = _state.Rejected;
        for (; _nextRejected < rejected.Count && rejected[_nextRejected].Key < limit; _nextRejected++)
        {
            if ((rejected[_nextRejected].Path & _watchedBits) != 0)
                return rejected[_nextRejected].Key;
        }
        return ulong.MaxValue;
    }

    private void ReconsiderRejected(ulong key)
    {
        int move = _state.Rejected[_nextRejected].Move;
        int node = _state.Moves.NodeOf(move);
        if (_walk.Run(_state.Moves.TargetOf(move), key, node) == WalkEnd.Found)
        {
            _state.Rejected.Replace(_nextRejected++, new RejectedMove(key, move, _walk.Path));
            return;
        }
        _state.Rejected.RemoveAt(_nextRejected);
        bool differed = Unwatch(node);
        Apply(move, differed);
        Refresh(node);
    }

    private void ReconsiderApplied(WatchedChain chain, ulong key)
    {
        int node = chain.NextNode;
        TimelineEntry entry = _state.Timelines.Of(node)[chain.NextEntry];
        WalkEnd end = _walk.Run(entry.Target, key, node, chain);
        if (end == WalkEnd.Found || (end == WalkEnd.Joined && _walk.JoinIndex <= chain.NextIndex))
            Reject(entry, node, chain.NextEntry);
        else
            chain.Advance(_walk, end == WalkEnd.Joined ? _walk.JoinIndex : -1);
    }

    /// <summary>
    /// Applies the move, whose target's ancestors have just been walked, in the middle of its node's timeline.
    /// Where the node <paramref name="differed"/> before, an unchanged parent says nothing about what later decisions saw.
    /// </summary>
    private void Apply(int move, bool differed)
    {
        int node = _state.Moves.NodeOf(move);
        int index = _state.InsertApplied(move);
        ReadOnlySpan<TimelineEntry> entries = _state.Timelines.Of(node);
        int before = index == 0 ? TreeFold.None : entries[index - 1].Target;
        if (differed || before != entries[index].Target)
            Watch(node, index == entries.Length - 1 ? ulong.MaxValue : entries[index + 1].Key);
    }

    private void Reject(in TimelineEntry entry, int node, int index)
    {
        _walk.Run(entry.Target, entry.Key, node);
        _state.Rejected.Insert(new RejectedMove(entry.Key, entry.Move, _walk.Path));
        _nextRejected++;
        _state.RemoveApplied(entry.Move, index);
        ReadOnlySpan<TimelineEntry> entries = _state.Timelines.Of(node);
        int parent = index == 0 ? TreeFold.None : entries[index - 1].Target;
        Refresh(node);
        Unwatch(node);
        if (parent == entry.Target)
            return;
        _walk.Run(parent, entry.Key, node);
        Watch(node, index == entries.Length ? ulong.MaxValue : entries[index].Key);
    }

    private void Watch(int node, ulong end)
    {
        if (!_state.WasEverTarget(node))
            return;
        WatchedChain chain = _idle.Count > 0 ? _idle.Pop() : new WatchedChain(_state.Timelines, _chainIndex);
        chain.Watch(node, end, _walk);
        _active.Add(chain);
        SummarizeWatched();
    }

    private bool Unwatch(int node)
    {
        int index = _active.FindIndex(chain => chain.Node == node);
        if (index < 0)
            return false;
        _idle.Push(_active[index]);
        _active.RemoveAt(index);
        SummarizeWatched();
        return true;
    }

    private void DropEnded(ulong key)
    {
        int kept = _active.Count;
        for (int i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i].End > key)
                continue;
            _idle.Push(_active[i]);
            _active.RemoveAt(i);
        }
        if (_active.Count < kept)
            SummarizeWatched();
    }

    private void Refresh(int node)
    {
        foreach (WatchedChain chain in _active)
            chain.Refresh(node);
    }

    private void SummarizeWatched()
    {
        _watchedBits = 0;
        _watchedEnd = 0;
        foreach (WatchedChain chain in _active)
        {
            _watchedBits |= RejectedMove.BitOf(chain.Node);
            _watchedEnd = Math.Max(_watchedEnd, chain.End);
        }
    }

    private void Release()
    {
        foreach (WatchedChain chain in _active)
            _idle.Push(chain);
        _active.Clear();
    }
}
