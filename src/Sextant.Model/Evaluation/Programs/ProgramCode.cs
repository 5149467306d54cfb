using Sextant.Model.Expressions;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>Runs one instruction; yields the position of the next one, or the complement of its own where the run stops.</summary>
internal delegate int Instruction(Frame frame);

/// <summary>A position that is known when all instructions are.</summary>
internal sealed class Label
{
    public int Position { get; set; } = -1;
}

/// <summary>An instruction with what is known of it: what it reads, what it writes, and where it may go on.</summary>
/// <param name="Write">The slot that it writes, whatever it held; -1 for none.</param>
/// <param name="Targets">Null where only the next one follows.</param>
internal sealed record CodeLine(Instruction Run, int[] Reads, int Write, Label[]? Targets, Stop? Stop);

/// <summary>The code of one method or client.</summary>
/// <param name="Live">For each position at which a run may stop the slots that are read after it; null elsewhere.</param>
internal sealed record ProgramCode(Instruction[] Run, Stop?[] Stops, bool[]?[] Live)
{
    public static ProgramCode Of(IReadOnlyList<CodeLine> lines, int slots) =>
        new([.. lines.Select(l => l.Run)], [.. lines.Select(l => l.Stop)], Liveness.Of(lines, slots));

    /// <summary>Runs up to the next stop, whose position is the result.</summary>
    public int RunFrom(int position, Frame frame)
    {
        Instruction[] run = Run;
        while (position >= 0)
            position = run[position](frame);
        return ~position;
    }
}

/// <summary>Where a run stops, and what its owner is asked there.</summary>
internal abstract record Stop(SourceSpan Span)
{
    /// <summary>An operation of an object.</summary>
    /// <param name="Method">Of an invocation the method's name; of a push that whose result is used, or null.</param>
    /// <param name="Result">The slot of the outcome.</param>
    public sealed record Operation(Statements.ObjectAction Action, Compilation.Computation Object, string ObjectType, string? Method, Compilation.Computation[] Arguments, int Result, SourceSpan Span) : Stop(Span);

    /// <summary>A client is about to call a proc.</summary>
    public sealed record Call(string Proc, int[] Parameters, SourceSpan Span) : Stop(Span);

    public sealed record End(SourceSpan Span) : Stop(Span);
}

/// <summary>Which slots are read later (backward data flow, as in any compiler's book).</summary>
internal static class Liveness
{
    public static bool[]?[] Of(IReadOnlyList<CodeLine> lines, int slots)
    {
        bool[][] before = [.. lines.Select(_ => new bool[slots])];
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            for (int i = lines.Count - 1; i >= 0; i--)
                isChanged |= Update(lines, before, i);
        }

        return [.. lines.Select((l, i) => l.Stop is null ? null : before[i])];
    }

    private static bool Update(IReadOnlyList<CodeLine> lines, bool[][] before, int at)
    {
        CodeLine line = lines[at];
        bool[] live = before[at];
        bool isChanged = false;
        foreach (int next in line.Targets is { } targets ? targets.Select(t => t.Position) : at + 1 < lines.Count ? [at + 1] : [])
        {
            for (int slot = 0; slot < live.Length; slot++)
                isChanged |= before[next][slot] && slot != line.Write && Set(live, slot);
        }

        foreach (int slot in line.Reads)
            isChanged |= slot < live.Length && Set(live, slot);
        return isChanged;
    }

    private static bool Set(bool[] live, int slot)
    {
        bool isNew = !live[slot];
        live[slot] = true;
        return isNew;
    }
}
