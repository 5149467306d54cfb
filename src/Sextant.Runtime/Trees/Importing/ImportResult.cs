using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Importing;

/// <summary>
/// What became of an import. A message that cannot be read, and a change that breaks a rule, leave the tree as it was;
/// the other changes of the message are taken in.
/// </summary>
/// <param name="Applied">Operations that are new here and are now part of the tree.</param>
/// <param name="Known">Operations that were here already.</param>
/// <param name="Waiting">Operations, of this import and earlier ones, that wait for operations before them.</param>
/// <param name="Refusals">Changes that were refused, and why.</param>
public sealed record ImportResult(int Applied, int Known, int Waiting, IReadOnlyList<Refusal> Refusals)
{
    public bool IsClean => Refusals.Count == 0;
}

/// <summary>Why a change was refused; <paramref name="First"/> is its first operation, null when the message could not be read.</summary>
public sealed record Refusal(OperationId? First, string Reason);
