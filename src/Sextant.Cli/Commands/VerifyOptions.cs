using System.CommandLine;
using Sextant.Cli.Opinions;
using Sextant.Proof;
using Sextant.Proof.Smt;

namespace Sextant.Cli.Commands;

/// <summary>The options of <c>verify</c> that say what is proved, and by which solver.</summary>
internal sealed class VerifyOptions
{
    private const string Both = "both";

    private ProofOptions Proof { get; } = new();

    public Option<string?> Compat { get; } = new("--compat")
    {
        Description = "Prove only what the published tool of that name proves.",
        HelpName = "soteria",
    };

    public Option<string> Solver { get; } = new("--solver")
    {
        Description = "The solver that decides: z3 or cvc5; with both, each proof is asked of both.",
        HelpName = "z3|cvc5|both",
        DefaultValueFactory = _ => "z3",
    };

    public Option<bool> Mutate { get; } = new("--mutate")
    {
        Description = "Leave out each precondition and each invariant in turn, and say what that breaks.",
    };

    public Option<int> Seeds { get; } = ProofOptions.Positive("--seeds", "N", "Ask each proof again with N seeds of the solver, and say which are unstable.", 0);

    public Option<long> States { get; } = ProofOptions.Positive("--states", "N", "How many states of each group of replicas are run for a second opinion, and to trace what is refuted.", OpinionBounds.Default.MaxStates);

    public void AddTo(Command command)
    {
        Compat.AcceptOnlyFromAmong("soteria");
        Solver.AcceptOnlyFromAmong("z3", "cvc5", Both);
        foreach (Option option in new Option[] { Compat, Solver, Mutate, Seeds, States })
            command.Options.Add(option);
        Proof.AddTo(command);
    }

    public VerificationOptions Read(ParseResult parsed) =>
        Proof.Read(parsed, string.Equals(parsed.GetValue(Solver), "cvc5", StringComparison.Ordinal) ? SolverKind.Cvc5 : SolverKind.Z3, Obligations(parsed));

    /// <summary>How a second solver is asked the same; null when one is enough. It writes no queries, which the first has written.</summary>
    public VerificationOptions? ReadSecond(ParseResult parsed) =>
        string.Equals(parsed.GetValue(Solver), Both, StringComparison.Ordinal) ? Proof.Read(parsed, SolverKind.Cvc5, Obligations(parsed)) with { QueryLogDirectory = null } : null;

    private ObligationSet Obligations(ParseResult parsed) => parsed.GetValue(Compat) is null ? ObligationSet.Full : ObligationSet.Soteria;
}
