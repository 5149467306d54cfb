using System.Globalization;
using System.Text;

namespace Sextant.Proof.Smt;

/// <summary>What differs from solver to solver: arguments, options, and the words for not knowing.</summary>
internal abstract class SolverDialect
{
    private SolverDialect()
    {
    }

    public static SolverDialect Of(SolverKind kind) => kind == SolverKind.Z3 ? new Z3() : new Cvc5();

    public abstract IEnumerable<string> Arguments(int memoryMegabytes);

    /// <summary>Whether the system must bound the memory, because the solver has no option for it.</summary>
    public abstract bool NeedsMemoryLimit { get; }

    /// <summary>The options of one series of checks. They follow a reset, since most cannot be changed after an assertion.</summary>
    /// <param name="resourceLimit">For each check, in steps of the solver's own; zero means no limit.</param>
    /// <param name="softLimit">After which the solver itself gives up a check.</param>
    public abstract string Options(Instantiation mode, long resourceLimit, int seed, TimeSpan softLimit);

    /// <summary>The option that changes the limit of the checks that follow; null for a solver that takes it only at first.</summary>
    public abstract string? Limit(long resourceLimit);

    /// <summary>Options that let the solver count the instances of each quantifier, and print them on stdout when it is reset; null for one that cannot.</summary>
    public abstract string? CountInstances { get; }

    /// <summary>
    /// The question whether what is asserted can hold. Around it z3 is asked for its count of steps, because it does not
    /// always say that its limit was what stopped it.
    /// </summary>
    public abstract string Check { get; }

    /// <summary>
    /// The same question where equations fix most values: they are put in place of the names first, so that what is left of
    /// the quantifiers is plain arithmetic.
    /// </summary>
    public abstract string CheckFixed { get; }

    private static string OptionLines(params ReadOnlySpan<(string Name, string Value)> options)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in options)
            text.Append(CultureInfo.InvariantCulture, $"(set-option :{name} {value})\n");
        return text.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Milliseconds(TimeSpan time) => Text(Math.Max(1, (long)time.TotalMilliseconds));

    private sealed class Z3 : SolverDialect
    {
        public override bool NeedsMemoryLimit => false;

        public override IEnumerable<string> Arguments(int memoryMegabytes) =>
            memoryMegabytes > 0 ? ["-in", "-smt2", $"-memory:{Text(memoryMegabytes)}"] : ["-in", "-smt2"];

        public override string Check => "(get-info :rlimit)\n(check-sat)\n(get-info :rlimit)";

        public override string CheckFixed => "(get-info :rlimit)\n(check-sat-using (then simplify solve-eqs simplify smt))\n(get-info :rlimit)";

        public override string? CountInstances => OptionLines(("diagnostic-output-channel", "\"stdout\""), ("smt.qi.profile", "true"));

        public override string? Limit(long resourceLimit) => OptionLines(("rlimit", Text(resourceLimit)));

        // Delayed units are what Boogie found to work for verification with patterns. Its eager instantiation, a hundred instances deep,
        // is not taken over: where an instance of an invariant yields the term for the next one, as a winner yields an auction that
        // has a winner, there are twice as many with each step, all of them before the goal is looked at. So what lies deeper than a few
        // steps waits until the rest is settled. With models eagerness is harmful too: it follows chains of witnesses which a small
        // model would close. Boogie's order of case splits is left out: it gains nothing measurable here, and with bit vectors it can
        // cost a thousand times the steps.
        // Without solver 1 a check means the same inside and outside a push.
        public override string Options(Instantiation mode, long resourceLimit, int seed, TimeSpan softLimit) => OptionLines(
            ("print-success", "false"),
            ("produce-models", "true"),
            ("auto_config", "false"),
            ("combined_solver.ignore_solver1", "true"),
            ("smt.mbqi", Text(mode == Instantiation.ModelBased)),
            ("smt.qi.eager_threshold", mode == Instantiation.PatternsOnly ? "3" : "10"),
            ("smt.delay_units", "true"),
            ("smt.random_seed", Text(seed)),
            ("sat.random_seed", Text(seed)),
            ("rlimit", Text(resourceLimit)),
            ("timeout", Milliseconds(softLimit)));
    }

    private sealed class Cvc5 : SolverDialect
    {
        public override bool NeedsMemoryLimit => true;

        public override IEnumerable<string> Arguments(int memoryMegabytes) => ["--incremental", "--lang=smt2", "--quiet"];

        public override string Check => "(check-sat)";

        public override string? CountInstances => null;

        public override string? Limit(long resourceLimit) => null;

        // Putting equations in place is part of how it prepares every question.
        public override string CheckFixed => Check;

        // Finite model finding is what lets it answer `sat` when there are quantifiers over uninterpreted sorts; its bounded
        // form also when they range over numbers between bounds.
        public override string Options(Instantiation mode, long resourceLimit, int seed, TimeSpan softLimit) => OptionLines(
            ("print-success", "false"),
            ("produce-models", "true"),
            ("finite-model-find", Text(mode == Instantiation.ModelBased)),
            ("fmf-bound", Text(mode == Instantiation.ModelBased)),
            ("seed", Text(seed)),
            ("sat-random-seed", Text(seed)),
            ("rlimit-per", Text(resourceLimit)),
            ("tlimit-per", Milliseconds(softLimit))) + "(set-logic ALL)\n";
    }
}
