namespace Sextant.Exploration.Search;

/// <summary>
/// The same as another model up to names: of all states that differ only in which party is which, one stands for all, the one whose bytes are least.
/// Where the rules and what is asked treat the parties alike, it has the same verdicts at the same depths.
/// </summary>
/// <param name="model">The model with all names.</param>
/// <param name="renamings">How many other ways there are to name the parties.</param>
public abstract class SymmetricModel(IModel model, int renamings) : IModel, ISuccessors
{
    /// <summary>Stands for the names that all parties have already.</summary>
    internal const int SameNames = -1;

    private byte[] _least = [];
    private byte[] _tried = [];
    private ISuccessors _found = Nowhere.Instance;

    public EquatableArray<Property> Properties => model.Properties;

    public bool Holds(int property, ReadOnlySpan<byte> state) => model.Holds(property, state);

    public void Begin(ISuccessors found)
    {
        _found = found;
        model.Begin(this);
    }

    public void Expand(ReadOnlySpan<byte> state, ISuccessors found)
    {
        _found = found;
        model.Expand(state, this);
    }

    void ISuccessors.Add(ReadOnlySpan<byte> state) => _found.Add(Representative(state));

    /// <summary>The state that stands for this one; it is good until the next is asked for.</summary>
    public ReadOnlySpan<byte> Representative(ReadOnlySpan<byte> state) => Representative(state, out _);

    /// <param name="renaming">By what names this one becomes it: the number of a renaming, or <see cref="SameNames"/>.</param>
    internal ReadOnlySpan<byte> Representative(ReadOnlySpan<byte> state, out int renaming)
    {
        renaming = SameNames;
        if (_least.Length < state.Length)
            (_least, _tried) = (new byte[state.Length * 2], new byte[state.Length * 2]);
        state.CopyTo(_least);
        LookInto(state);
        Span<byte> tried = _tried.AsSpan(0, state.Length);
        for (int other = 0; other < renamings; other++)
        {
            Rename(state, other, tried);
            if (tried.SequenceCompareTo(_least.AsSpan(0, state.Length)) >= 0)
                continue;
            tried.CopyTo(_least);
            renaming = other;
        }

        return _least.AsSpan(0, state.Length);
    }

    /// <summary>The states that this one stands for, itself among them.</summary>
    internal IEnumerable<byte[]> Orbit(byte[] state)
    {
        var orbit = new List<byte[]> { state };
        LookInto(state);
        for (int renaming = 0; renaming < renamings; renaming++)
        {
            byte[] other = new byte[state.Length];
            Rename(state, renaming, other);
            orbit.Add(other);
        }

        return orbit.DistinctBy(Convert.ToHexString, StringComparer.Ordinal);
    }

    /// <summary>The first of the states after this one, or of the first states where there is none, for which another one stands, and its number among them.</summary>
    private protected (int Action, byte[] State) Behind(ReadOnlySpan<byte> state, ReadOnlySpan<byte> representative)
    {
        var given = new Given();
        if (state.IsEmpty)
            model.Begin(given);
        else
            model.Expand(state, given);
        byte[] sought = representative.ToArray();
        int action = given.States.FindIndex(s => Representative(s).SequenceEqual(sought));
        return (action, given.States[action]);
    }

    /// <summary>What renamings of a state have in common is found out once, before the first of them.</summary>
    private protected virtual void LookInto(ReadOnlySpan<byte> state)
    {
    }

    /// <summary>Writes the state with other names.</summary>
    private protected abstract void Rename(ReadOnlySpan<byte> state, int renaming, Span<byte> to);

    private sealed class Given : ISuccessors
    {
        public List<byte[]> States { get; } = [];

        public void Add(ReadOnlySpan<byte> state) => States.Add(state.ToArray());
    }
}
