using System.Globalization;

namespace Sextant.Proof.Smt;

/// <summary>Says in plain words why there is no answer.</summary>
internal static class UnknownReasons
{
    private const int ExcerptMax = 200;

    /// <summary>Translates what a solver gives as `:reason-unknown`.</summary>
    /// <param name="timeIsUp">Solvers use one word for both of their limits; the clock tells them apart.</param>
    public static CheckAnswer FromSolver(string words, long resourceLimit, bool timeIsUp, SolverConfiguration configuration)
    {
        if (Has(words, "memout") || Has(words, "out of memory") || Has(words, "memory limit"))
            return OutOfMemory(configuration);
        if (Has(words, "incomplete"))
            return Incomplete(Has(words, "arithmetic") ? "the arithmetic could not be decided" : "the quantifiers could not be decided");
        if (Has(words, "timeout") || (timeIsUp && IsLimit(words)))
            return TimeOut(configuration.WallLimit);
        if (IsLimit(words))
            return OutOfResources(resourceLimit);
        return Incomplete(words is "" or "unknown" ? "the solver gave up" : $"the solver gave up: {Excerpt(words)}");
    }

    public static CheckAnswer TimeOut(TimeSpan limit) => CheckAnswer.Unknown(
        UnknownCause.TimeLimit, string.Create(CultureInfo.InvariantCulture, $"the solver did not answer within {limit.TotalSeconds:0.###} s"));

    public static CheckAnswer OutOfResources(long limit) => CheckAnswer.Unknown(
        UnknownCause.ResourceLimit, string.Create(CultureInfo.InvariantCulture, $"the resource limit of {limit} was reached"));

    public static CheckAnswer OutOfMemory(SolverConfiguration configuration) => CheckAnswer.Unknown(
        UnknownCause.MemoryLimit, string.Create(CultureInfo.InvariantCulture, $"the memory limit of {configuration.MemoryMegabytes} MB was reached"));

    public static CheckAnswer Stopped(string how) => CheckAnswer.Unknown(UnknownCause.Stopped, $"the solver stopped: {Excerpt(how)}");

    public static CheckAnswer Unreadable(string reply) =>
        CheckAnswer.Unknown(UnknownCause.Unreadable, $"the solver's answer could not be read: {Excerpt(reply)}");

    public static CheckAnswer Rejected(string error) => CheckAnswer.Unknown(UnknownCause.Rejected, $"the solver rejected what it was sent: {Excerpt(error)}");

    public static bool IsMemory(string text) => Has(text, "out of memory") || Has(text, "bad_alloc") || Has(text, "memory exhausted");

    private static CheckAnswer Incomplete(string reason) => CheckAnswer.Unknown(UnknownCause.Incomplete, reason);

    public static bool IsLimit(string words) => Has(words, "cancel") || Has(words, "resource");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning on one line, with what a terminal should not be sent replaced.</summary>
    private static string Excerpt(string text)
    {
        string start = text.Length > ExcerptMax ? string.Concat(text.AsSpan(0, ExcerptMax), "…") : text;
        string shown = string.Concat(start.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return shown.Length > 0 ? shown : "it is empty";
    }
}
