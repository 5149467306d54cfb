using System.Collections.Immutable;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// What a session has been told so far, chunk by chunk, so that going from one point to the next sends only the
/// difference. Each chunk has a level of its own in the solver.
/// </summary>
internal sealed class Conversation(SolverSession session)
{
    private readonly List<string> _told = [];

    public SolverSession Session => session;

    /// <summary>Makes the solver know exactly these chunks.</summary>
    public void Tell(ImmutableArray<string> known)
    {
        int common = 0;
        while (common < known.Length && common < _told.Count && ReferenceEquals(known[common], _told[common]))
            common++;
        for (; _told.Count > common; _told.RemoveAt(_told.Count - 1))
            session.Pop();
        for (int i = common; i < known.Length; i++)
        {
            session.Push();
            session.Send(known[i]);
            _told.Add(known[i]);
        }
    }

    /// <summary>Asks whether what is known can hold together with the commands, which are forgotten afterwards.</summary>
    public CheckAnswer Ask(string commands, CancellationToken cancellation)
    {
        session.Push();
        session.Send(commands);
        CheckAnswer answer = session.Check(cancellation);
        session.Pop();
        return answer;
    }

    /// <summary>As <see cref="Ask(string, CancellationToken)"/>, and where it may hold, the values that terms then have; null where those cannot be told.</summary>
    public (CheckAnswer Answer, ImmutableArray<SExpr>? Values) Ask(string commands, IReadOnlyList<string> terms, CancellationToken cancellation)
    {
        session.Push();
        session.Send(commands);
        CheckAnswer answer = session.Check(cancellation);
        ImmutableArray<SExpr>? values = answer.Status == SatStatus.Unsat || !session.IsAlive ? null : session.GetValues(terms, cancellation);
        session.Pop();
        return (answer, values);
    }
}
