using System.Diagnostics;
using Sextant.Model.Results;

namespace Sextant.Cli;

/// <summary>What the process tells its caller. Of several answers the worst counts: 4, 2, 1, 3, 0 from worst to best.</summary>
internal enum ExitCode
{
    /// <summary>Everything that was asked holds.</summary>
    Success = 0,
    /// <summary>Something is refuted.</summary>
    Refuted = 1,
    /// <summary>The input, the usage or the installation is wrong.</summary>
    Wrong = 2,
    /// <summary>Neither proved nor refuted; a time-out is this and never success.</summary>
    Unknown = 3,
    /// <summary>A defect in Sextant itself.</summary>
    Defect = 4,
    /// <summary>Ended by Ctrl+C: 128 and the number of the signal, as shells expect.</summary>
    Interrupted = 130,
    /// <summary>Ended by a request to terminate.</summary>
    Terminated = 143,
}

internal static class ExitCodes
{
    public static ExitCode Of(Verdict verdict) => verdict switch
    {
        Verdict.Proved => ExitCode.Success,
        Verdict.Unknown => ExitCode.Unknown,
        Verdict.Refuted => ExitCode.Refuted,
        Verdict.Error => ExitCode.Wrong,
        _ => throw new UnreachableException(),
    };
}
