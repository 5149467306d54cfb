using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>The solver did not understand what it was sent: a defect of the encoding, never of the specification.</summary>
public sealed class SolverDefectException(string message) : Exception(message)
{
    internal static void ThrowIf(CheckAnswer answer)
    {
        if (answer.IsDefect)
            throw new SolverDefectException(answer.Reason);
    }
}
