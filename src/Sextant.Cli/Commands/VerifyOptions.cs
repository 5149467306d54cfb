using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Sextant.Proof;
using Sextant.Proof.Smt;

namespace Sextant.Cli.Commands;

/// <summary>The options of <c>verify</c> that say what is proved, by which solver, and within which bounds.</summary>
internal sealed class VerifyOptions
{
    /// <summary>Enough for specifications of the published size many times over, and reached in seconds by one that is too hard.</summary>
    private const long DefaultResourceLimit = 20_000_000;
    private const int DefaultTimeoutSeconds = 10;
    private const int MemoryMegabytes = 1024;
    private const string Both = "both";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

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

    public Option<DirectoryInfo?> SmtLog { get; } = new("--smt-log")
    {
        Description = "Write each query into this folder, so that it runs alone.",
        HelpName = "DIR",
    };

    public Option<bool> Mutate { get; } = new("--mutate")
    {
        Description = "Leave out each precondition and each invariant in turn, and say what that breaks.",
    };

    public Option<int> Seeds { get; } = Positive("--seeds", "N", "Ask each proof again with N seeds of the solver, and say which are unstable.", 0);

    public Option<int> Jobs { get; } = Positive("--jobs", "N", "How many solvers run at once.", Environment.ProcessorCount);

    public Option<long> ResourceLimit { get; } = Positive(
        "--rlimit", "N", "How much work the solver may do for one query, in its own deterministic units.", DefaultResourceLimit);

    public Option<int> Timeout { get; } = Positive(
        "--timeout", "SECONDS", "How long one query may take, should the work limit not end it.", DefaultTimeoutSeconds);

    public void AddTo(Command command)
    {
        Compat.AcceptOnlyFromAmong("soteria");
        SmtLog.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<DirectoryInfo?>() is { } folder && WhyNotWritable(folder.FullName) is { } reason)
                result.AddError($"--smt-log cannot write into `{folder}`: {reason}");
        });
        Solver.AcceptOnlyFromAmong("z3", "cvc5", Both);
        foreach (Option option in new Option[] { Compat, Solver, Mutate, Seeds, SmtLog, Jobs, ResourceLimit, Timeout })
            command.Options.Add(option);
    }

    /// <summary>Found out before any work is done; null when the folder exists, or could be made, and takes files.</summary>
    private static string? WhyNotWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, ".sextant");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    public VerificationOptions Read(ParseResult parsed) =>
        Read(parsed, string.Equals(parsed.GetValue(Solver), "cvc5", StringComparison.Ordinal) ? SolverKind.Cvc5 : SolverKind.Z3);

    /// <summary>How a second solver is asked the same; null when one is enough. It writes no queries, which the first has written.</summary>
    public VerificationOptions? ReadSecond(ParseResult parsed) =>
        string.Equals(parsed.GetValue(Solver), Both, StringComparison.Ordinal) ? Read(parsed, SolverKind.Cvc5) with { QueryLogDirectory = null } : null;

    private VerificationOptions Read(ParseResult parsed, SolverKind kind)
    {
        var limit = TimeSpan.FromSeconds(parsed.GetValue(Timeout));
        TimeSpan startLimit = limit < LongestStart ? limit : LongestStart;
        var solver = new SolverConfiguration(kind, Executable(kind), MemoryMegabytes, limit, startLimit);
        return new VerificationOptions(
            parsed.GetValue(Compat) is null ? ObligationSet.Full : ObligationSet.Soteria,
            solver,
            parsed.GetValue(Jobs),
            parsed.GetValue(ResourceLimit),
            parsed.GetValue(SmtLog)?.FullName);
    }

    /// <summary>The solver's version is not asked here: that would cost a process on every run.</summary>
    private static string Executable(SolverKind kind)
    {
        (string name, string variable) = kind == SolverKind.Z3 ? ("z3", "SEXTANT_Z3") : ("cvc5", "SEXTANT_CVC5");
        string? chosen = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(chosen) ? name : chosen;
    }

    private static Option<T> Positive<T>(string name, string unit, string description, T fallback)
        where T : INumber<T>
    {
        return new Option<T>(name)
        {
            Description = description,
            HelpName = unit,
            DefaultValueFactory = _ => fallback,
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T? value) && value > T.Zero)
                    return value;
                result.AddError($"{name} takes a whole number greater than zero, not `{text}`");
                return fallback;
            },
        };
    }
}
