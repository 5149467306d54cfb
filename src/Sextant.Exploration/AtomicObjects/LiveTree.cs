namespace Sextant.Exploration.AtomicObjects;

/// <summary>
/// What clients can observe of an atomic object: the calls that are not committed and may still be, who made them, and who
/// leads. Quorums and times are hidden. Only the order of elections is left of the times, and what no election can choose
/// any more is not kept (the client level of Honoré's dissertation; what pruning may drop is said there in section 3.4).
/// </summary>
/// <remarks>
/// It allows what some cluster of replicas allows that is large enough to hold replicas which call nothing: any pull may
/// then find nobody but its caller and such replicas. Normal form: calls stand in the order of (term, position), terms
/// count from 1 without gaps, and every call lies on the path from the committed state to some replica's tip.
/// </remarks>
internal sealed class LiveTree(int nodes)
{
    /// <summary>The position that stands for the committed state.</summary>
    public const int Committed = -1;

    public const int Nobody = -1;

    /// <summary>In <see cref="Normalise"/>, the place of a call that no path leads through.</summary>
    private const int Unused = -2;

    private const int MemberBytes = 3;
    private const int CallBytes = 2;

    private readonly Member[] _members = new Member[nodes];
    private List<Call> _calls = [];
    private List<Call> _normal = [];

    /// <summary>An uncommitted call.</summary>
    /// <param name="Parent">The position of the call before it, or <see cref="Committed"/>.</param>
    /// <param name="Term">Which election its caller won; later ones are greater.</param>
    /// <param name="Content">What the owner of the tree knows of the call.</param>
    internal readonly record struct Call(int Parent, int Term, int Content);

    /// <summary>A replica as a caller.</summary>
    /// <param name="Term">The election that it won last, or 0 when nothing of that is alive.</param>
    /// <param name="Tip">The position of the last call on its branch, or <see cref="Committed"/>.</param>
    /// <param name="CanInvoke">Whether it may still append to its branch: no later election has its vote.</param>
    internal readonly record struct Member(int Term, int Tip, bool CanInvoke)
    {
        public static readonly Member Dead = new(0, Committed, CanInvoke: false);

        public bool IsAlive => Term > 0;
    }

    public int Nodes => nodes;

    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>
    /// Who can commit: the winner of the last election, while its own vote is not elsewhere. Whether others still vote for
    /// it is not kept: a push may fail without a reason that its caller can see.
    /// </summary>
    public int Leader { get; private set; } = Nobody;

    public Member this[int node] => _members[node];

    public void Clear()
    {
        Array.Fill(_members, Member.Dead);
        _calls.Clear();
        Leader = Nobody;
    }

    /// <param name="leader">Or <see cref="Nobody"/>.</param>
    /// <param name="members">With terms of which only the order counts.</param>
    /// <param name="calls">Each behind its parent, those of one term in their order.</param>
    public void Restore(int leader, ReadOnlySpan<Member> members, IEnumerable<Call> calls)
    {
        Leader = leader;
        members.CopyTo(_members);
        _calls.Clear();
        _calls.AddRange(calls);
        Normalise();
    }

    /// <summary>
    /// On whose branches a pull may start: the greatest among those of its voters, so never on one that is smaller than its
    /// caller's own. <see cref="Nobody"/>, where no voter has a branch, is the committed state.
    /// </summary>
    public IEnumerable<int> Electable(int node)
    {
        Member own = _members[node];
        IEnumerable<int> branches = Enumerable.Range(0, nodes).Where(n => _members[n].IsAlive && _members[n].Term >= own.Term).OrderBy(n => _members[n].Term);
        return own.IsAlive ? branches : branches.Prepend(Nobody);
    }

    /// <param name="source">Whose branch it starts on; that replica's vote is needed, so that its own term is over.</param>
    public void Elect(int node, int source)
    {
        int tip = source == Nobody ? Committed : _members[source].Tip;
        if (source != Nobody)
            _members[source] = _members[source] with { CanInvoke = false };
        _members[node] = new Member(_members.Max(m => m.Term) + 1, tip, CanInvoke: true);
        Leader = node;
        Normalise();
    }

    /// <summary>A pull of somebody else, successful or not, has the replica's vote.</summary>
    public void Silence(int node)
    {
        _members[node] = _members[node] with { CanInvoke = false };
        if (Leader == node)
            Leader = Nobody;
    }

    public void Invoke(int node, int content)
    {
        Member member = _members[node];
        _calls.Add(new Call(member.Tip, member.Term, content));
        _members[node] = member with { Tip = _calls.Count - 1 };
        Normalise();
    }

    /// <summary>The positions of the leader's own calls, any of which it may commit, first to last.</summary>
    public IEnumerable<int> Committable(int node) =>
        node == Leader ? Enumerable.Range(0, _calls.Count).Where(c => _calls[c].Term == _members[node].Term) : [];

    /// <summary>The call and all before it on its path, from the first.</summary>
    public IReadOnlyList<int> PathTo(int call)
    {
        var path = new Stack<int>();
        for (int at = call; at != Committed; at = _calls[at].Parent)
            path.Push(at);
        return [.. path];
    }

    /// <summary>
    /// The call, which is the leader's, becomes the committed state. Nobody was elected after the leader, so everything
    /// that others have hangs on earlier places and is dead.
    /// </summary>
    public void Commit(int call)
    {
        for (int node = 0; node < nodes; node++)
        {
            if (node != Leader)
                _members[node] = Member.Dead;
        }

        int tip = _members[Leader].Tip;
        var kept = new List<Call>();
        foreach (int at in PathTo(tip).SkipWhile(c => c != call).Skip(1))
            kept.Add(_calls[at] with { Parent = kept.Count - 1 });
        _calls.Clear();
        _calls.AddRange(kept);
        _members[Leader] = _members[Leader] with { Tip = kept.Count - 1 };
        Normalise();
    }

    /// <summary>Two trees that differ in nothing a client can observe become equal.</summary>
    private void Normalise()
    {
        Span<int> place = stackalloc int[_calls.Count];
        place.Fill(Unused);
        int greatest = 0;
        foreach (Member member in _members)
        {
            greatest = Math.Max(greatest, member.Term);
            for (int at = member.IsAlive ? member.Tip : Committed; at != Committed && place[at] == Unused; at = _calls[at].Parent)
                place[at] = Committed;
        }

        // What stays keeps its order in (term, position): its terms are counted anew, from 1 without gaps.
        _normal.Clear();
        int terms = 0;
        for (int term = 1; term <= greatest; term++)
        {
            bool isUsed = false;
            for (int call = 0; call < place.Length; call++)
            {
                if (place[call] == Unused || _calls[call].Term != term)
                    continue;
                isUsed = true;
                place[call] = _normal.Count;
                _normal.Add(_calls[call] with { Term = terms + 1 });
            }

            for (int node = 0; node < nodes; node++)
            {
                if (_members[node].Term != term)
                    continue;
                isUsed = true;
                _members[node] = _members[node] with { Term = terms + 1 };
            }

            terms += isUsed ? 1 : 0;
        }

        for (int node = 0; node < nodes; node++)
            _members[node] = !_members[node].IsAlive ? Member.Dead : _members[node].Tip == Committed ? _members[node] : _members[node] with { Tip = place[_members[node].Tip] };
        for (int call = 0; call < _normal.Count; call++)
        {
            if (_normal[call].Parent != Committed)
                _normal[call] = _normal[call] with { Parent = place[_normal[call].Parent] };
        }

        (_calls, _normal) = (_normal, _calls);
    }

    /// <summary>The bytes of its shape, without what the owner knows of the calls; <see cref="Read"/> takes them.</summary>
    public int Write(Span<byte> to)
    {
        int at = 0;
        to[at++] = (byte)(Leader + 1);
        foreach (Member member in _members)
        {
            to[at++] = (byte)member.Term;
            to[at++] = (byte)(member.Tip + 1);
            to[at++] = (byte)(member.CanInvoke ? 1 : 0);
        }

        to[at++] = (byte)_calls.Count;
        foreach (Call call in _calls)
        {
            to[at++] = (byte)(call.Parent + 1);
            to[at++] = (byte)call.Term;
        }

        return at;
    }

    /// <summary>Writes a tree with other names for its nodes; of the bytes only those are written that name one.</summary>
    /// <param name="names">By the old name the new one.</param>
    public static void Rename(ReadOnlySpan<byte> tree, ReadOnlySpan<int> names, Span<byte> to)
    {
        to[0] = tree[0] == 0 ? (byte)0 : (byte)(names[tree[0] - 1] + 1);
        for (int node = 0; node < names.Length; node++)
            tree.Slice(1 + (MemberBytes * node), MemberBytes).CopyTo(to[(1 + (MemberBytes * names[node]))..]);
    }

    /// <summary>What <see cref="Write"/> writes.</summary>
    public byte[] Written()
    {
        var bytes = new byte[1 + (MemberBytes * nodes) + 1 + (CallBytes * _calls.Count)];
        Write(bytes);
        return bytes;
    }

    /// <summary>How many bytes the tree of so many nodes takes that stands at the front.</summary>
    public static int LengthOf(ReadOnlySpan<byte> shape, int nodes) => 1 + (MemberBytes * nodes) + 1 + (CallBytes * shape[1 + (MemberBytes * nodes)]);

    /// <summary>Content of call number i is i.</summary>
    public int Read(ReadOnlySpan<byte> from)
    {
        int at = 0;
        Leader = from[at++] - 1;
        for (int node = 0; node < nodes; node++)
        {
            _members[node] = new Member(from[at], from[at + 1] - 1, from[at + 2] == 1);
            at += MemberBytes;
        }

        _calls.Clear();
        int count = from[at++];
        for (int call = 0; call < count; call++)
        {
            _calls.Add(new Call(from[at] - 1, from[at + 1], call));
            at += CallBytes;
        }

        return at;
    }
}
