namespace Sextant.Model.Results;

/// <summary>What running a few replicas of an object says of it, beside what was proved.</summary>
public abstract record SecondOpinion
{
    private SecondOpinion()
    {
    }

    /// <summary>The object was not run.</summary>
    /// <param name="Reason">A clause such as "its operations hold locks, which are not yet run".</param>
    public sealed record None(string Reason) : SecondOpinion;

    /// <summary>Everything that so many replicas can do from their initial states on was tried, with few and simple arguments; or all that clients of programs can do.</summary>
    /// <param name="Parties">The replicas of the largest group that was searched, or the clients.</param>
    /// <param name="States">Distinct states of all groups together.</param>
    /// <param name="IsWhole">Whether every state that these replicas can reach was seen, whatever the arguments.</param>
    /// <param name="Violation">The shortest run that breaks something, if any was found.</param>
    /// <param name="Contradictions">Where this and the proofs cannot both be right: a defect of Sextant.</param>
    public sealed record Searched(int Parties, long States, bool IsWhole, ReachedViolation? Violation, EquatableArray<string> Contradictions) : SecondOpinion
    {
        /// <summary>Whether clients of programs were run, and no replicas.</summary>
        public bool IsOfClients { get; init; }
    }

    public bool Contradicts => this is Searched { Contradictions.Count: > 0 };
}

/// <summary>A run from an initial state that breaks something.</summary>
/// <param name="Message">One sentence that says what, without a full stop.</param>
public sealed record ReachedViolation(string Message, Trace Trace);
