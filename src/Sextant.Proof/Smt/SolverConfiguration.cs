namespace Sextant.Proof.Smt;

/// <summary>The solvers whose dialect and habits we know.</summary>
public enum SolverKind
{
    Z3,
    Cvc5,
}

/// <summary>Which solver to run and what one process of it may use.</summary>
/// <param name="Kind">Decides the arguments and options that the process is given.</param>
/// <param name="Executable">A path, or a name to be found on the PATH.</param>
/// <param name="MemoryMegabytes">The most memory a process may hold; zero means no limit.</param>
/// <param name="WallLimit">How long one exchange may take before the process is killed.</param>
/// <param name="StartLimit">How long a new process may take to answer for the first time.</param>
public sealed record SolverConfiguration(
    SolverKind Kind, string Executable, int MemoryMegabytes, TimeSpan WallLimit, TimeSpan StartLimit)
{
    /// <summary>
    /// Whether a session forgets what it was told by taking it back instead of starting again, between the questions about one object.
    /// A small question then takes a twentieth of the time, but its answer may depend on those before it: the answers are the
    /// same in every run only where one process decides all of an object.
    /// </summary>
    public bool TakesBack { get; init; }
}

/// <summary>The solver is missing or cannot be run. The message is a sentence for the user that says what to do.</summary>
public sealed class SolverUnavailableException : Exception
{
    public SolverUnavailableException(string message) : base(message)
    {
    }

    public SolverUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
