using Sextant.Coordination.Conflicts;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Reporting.Terminal;

namespace Sextant.Cli.Commands.Coordination;

/// <summary>What is known of the conflicts of a specification before anything is known of workload and network.</summary>
/// <param name="Locks">Locks that keep the conflicting operations apart.</param>
/// <param name="Verified">What is proved of the object under them.</param>
internal sealed record ConflictsAnswer(string File, SpecificationInput Input, EquatableArray<KeyedLock> Locks, ObjectReport Verified)
{
    public void WriteText(TextWriter output, TerminalSettings terminal)
    {
        ConflictRenderer.Write(output, File, Input.Source, Input.Conflicts, terminal);
        if (Input.Conflicts.Count == 0)
        {
            output.WriteLine("no two operations conflict");
        }
        else
        {
            output.WriteLine(Input.ConflictsHeading);
            CoordinationText.WriteConflicts(output, Input.Specified.Graph, Input.Conflicts);
            output.WriteLine();
            output.WriteLine("locks to begin from; --workload and --network choose the cheapest");
            output.Write(LockText.Of(Locks));
        }

        output.WriteLine();
        output.WriteLine(CoordinationText.Verified(Verified));
    }
}
