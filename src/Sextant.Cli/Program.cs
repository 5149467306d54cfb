namespace Sextant.Cli;

internal static class Program
{
    /// <summary>Trees of a specification may be deep, and the phases walk them by recursion.</summary>
    private const int StackBytes = 256 * 1024 * 1024;

    private static int Main(string[] args)
    {
        ExitCode exitCode = ExitCode.Defect;
        var thread = new Thread(() => exitCode = Run(args), StackBytes);
        thread.Start();
        thread.Join();
        return (int)exitCode;
    }

    /// <summary>The one place where an exception that nobody expected ends: the user gets a sentence, never a stack trace.</summary>
    private static ExitCode Run(string[] args)
    {
        using var interruption = new Interruption();
        try
        {
            using var host = new Host(interruption);
            ExitCode exitCode = CommandLine.Run(args, host);
            host.Flush();
            return exitCode;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (ResultNotWrittenException e)
        {
            Console.Error.WriteLine($"sextant: the result could not be written: {e.Message}");
            return ExitCode.Wrong;
        }
#pragma warning disable CA1031 // Whatever was thrown, the user is owed a sentence and the right exit code.
        catch (Exception e)
#pragma warning restore CA1031
        {
            DefectReport.Write(Console.Error, e);
            return ExitCode.Defect;
        }
    }
}
