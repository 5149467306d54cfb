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

    public static ProcessResult Run(params string[] arguments) => RunIn(Repository.Root, "dotnet", [Program, .. arguments]);

    /// <summary>Runs it with an environment variable of its own.</summary>
    public static ProcessResult RunWith(string variable, string value, params string[] arguments) =>
        RunIn(Repository.Root, "dotnet", [Program, .. arguments], (variable, value));

    public static ProcessResult RunIn(string folder, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        using Process process = Start(folder, program, arguments, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(HangLimit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} hangs");
        }
        return new ProcessResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public static Process Start(string folder, string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
