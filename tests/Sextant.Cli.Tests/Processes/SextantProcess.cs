using System.Diagnostics;

namespace Sextant.Cli.Tests.Processes;

/// <summary>What a run of the program left behind.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>Runs the program as a user would, in a process of its own.</summary>
internal static class SextantProcess
{
    /// <summary>Far beyond what any test needs: reaching it means that the program hangs.</summary>
    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(2);

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "sextant.dll");

    public static ProcessResult Run(params string[] arguments) => Run(arguments, []);

    public static ProcessResult Run(string[] arguments, Dictionary<string, string?> environment) =>
        Run("dotnet", [Program, .. arguments], environment, Repository.Root);

    public static ProcessResult Run(string program, string[] arguments, Dictionary<string, string?> environment, string folder)
    {
        using Process process = Start(program, arguments, environment, folder);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(HangLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} hangs");
        }
        return new ProcessResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public static Process Start(string program, string[] arguments, Dictionary<string, string?> environment, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
