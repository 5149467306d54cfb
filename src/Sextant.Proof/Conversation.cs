using System.Collections.Immutable;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// What a session has been told so far, chunk by chunk, so that going from one point to the next sends only the
/// difference. Each chunk has a level of its own in the solver.
/// </summary>
internal sealed class Conversation
{
    private readonly SolverSession _session;
    private readonly string _prelude;
    private readonly long _resourceLimit;
    private readonly int _seed;
    private readonly List<string> _told = [];
    private bool _hasLevels = true;

    public Conversation(SolverSession session, string prelude, long resourceLimit, int seed = 0)
    {
        (_session, _prelude, _resourceLimit, _seed) = (session, prelude, resourceLimit, seed);
        Begin();
    }

    public SolverSession Session => _session;

    /// <summary>Makes the solver know exactly these chunks.</summary>
    public void Tell(ImmutableArray<string> known)
    {
        int common = 0;
        while (common < known.Length && common < _told.Count && ReferenceEquals(known[common], _told[common]))
            common++;
        if (!_hasLevels || _session.IsSpent)
        {
            Begin();
            _told.Clear();
            common = 0;
        }

        for (; _told.Count > common; _told.RemoveAt(_told.Count - 1))
            _session.Pop();
        for (int i = common; i < known.Length; i++)
        {
            _session.Push();
            _session.Send(known[i]);
            _told.Add(known[i]);
        }
    }

    /// <summary>Asks whether what is known can hold together with the commands, which are forgotten afterwards.</summary>
    public CheckAnswer Ask(string commands, CancellationToken cancellation) => Ask(commands, [], cancellation).Answer;

    /// <summary>As <see cref="Ask(string, CancellationToken)"/>, and where it may hold, the values that terms then have; null where those cannot be told.</summary>
    public (CheckAnswer Answer, ImmutableArray<SExpr>? Values) Ask(string commands, IReadOnlyList<string> terms, CancellationToken cancellation)
    {
        if (_hasLevels)
        {
            _session.Push();
            _session.Send(commands);
            CheckAnswer answer = _session.Check(cancellation);
            if (!_session.IsSpent)
            {
                ImmutableArray<SExpr>? values = ValuesOf(answer, terms, cancellation);
                _session.Pop();
                return (answer, values);
            }
        }

        return AskAtOnce(commands, terms, cancellation);
    }

    /// <summary>
    /// A solver draws conclusions from each level before it hears of the next, and may spend all of its limit on what the question has
    /// no need of. So where it did, each question is put together with all that is known.
    /// </summary>
    private (CheckAnswer Answer, ImmutableArray<SExpr>? Values) AskAtOnce(string commands, IReadOnlyList<string> terms, CancellationToken cancellation)
    {
        Begin();
        _hasLevels = false;
        _session.SendAll(_told);
        _session.Send(commands);
        CheckAnswer answer = _session.Check(cancellation);
        return (answer, ValuesOf(answer, terms, cancellation));
    }

    private ImmutableArray<SExpr>? ValuesOf(CheckAnswer answer, IReadOnlyList<string> terms, CancellationToken cancellation) =>
        answer.Status == SatStatus.Unsat || !_session.IsAlive ? null : _session.GetValues(terms, cancellation);

    private void Begin()
    {
        _session.Reset(Instantiation.PatternsOnly, _resourceLimit, _seed);
        _session.Send(_prelude);
        _hasLevels = true;
    }
}
