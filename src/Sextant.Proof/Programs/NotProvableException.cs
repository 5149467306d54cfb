using Sextant.Syntax.Text;

namespace Sextant.Proof.Programs;

/// <summary>What a program does cannot be told to a solver, which leaves what is asked of it unknown.</summary>
internal sealed class NotProvableException(SourceSpan place, string reason) : Exception(reason)
{
    public SourceSpan Place => place;
}
