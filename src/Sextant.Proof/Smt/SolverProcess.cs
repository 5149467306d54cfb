using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sextant.Proof.Smt;

/// <summary>One running solver: bytes in, replies out, and its certain end.</summary>
internal sealed class SolverProcess : IDisposable
{
    /// <summary>
    /// Writes up to this size cannot block: the pipe is empty between exchanges, and no pipe holds less than a page. Larger
    /// ones are made on a thread of their own, because the write of a pipe cannot be given a time limit.
    /// </summary>
    private const int SafeWriteBytes = 4096;

    private static readonly TimeSpan ExitWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWordsWait = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Stream _input;
    private int _disposed;

    private SolverProcess(Process process, string name, int replyLengthMax)
    {
        _process = process;
        Id = process.Id;
        _input = process.StandardInput.BaseStream;
        Replies = new ReplyReader(process.StandardOutput.BaseStream, name + " stdout", replyLengthMax);
        Errors = new ErrorDrain(process.StandardError.BaseStream, name + " stderr");
    }

    public ReplyReader Replies { get; }

    public ErrorDrain Errors { get; }

    public int Id { get; }

    public bool HasExited
    {
        get
        {
            try
            {
                return Volatile.Read(ref _disposed) != 0 || _process.HasExited;
            }
            catch (InvalidOperationException)
            {
                // Another thread disposed of it between the two questions.
                return true;
            }
        }
    }

    /// <summary>Returns as soon as the process exists: it loads its libraries while we go on.</summary>
    /// <exception cref="SolverUnavailableException">There is no such program, or it may not be run.</exception>
    public static SolverProcess Start(string executable, IEnumerable<string> arguments, int replyLengthMax)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            Process process = Process.Start(start) ?? throw new InvalidOperationException("A process that is not a document was not started.");
            var solver = new SolverProcess(process, Path.GetFileName(executable), replyLengthMax);
            LiveProcesses.Add(solver);
            return solver;
        }
        catch (Win32Exception e)
        {
            // The system's own words; those of the exception name the working directory, which is of no help here.
            string reason = new Win32Exception(e.NativeErrorCode).Message;
            throw new SolverUnavailableException($"The solver `{executable}` cannot be run: {reason}.", e);
        }
    }

    public void LimitMemory(int megabytes) => MemoryLimit.Apply(Id, megabytes);

    /// <summary>Writes all of a text; false when the process does not take it.</summary>
    public bool Write(string text, long deadline)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= SafeWriteBytes)
            return TryWrite(bytes);
        bool written = false;
        var writer = new Thread(() => Volatile.Write(ref written, TryWrite(bytes)), maxStackSize: 256 * 1024) { IsBackground = true };
        writer.Start();
        long remaining = Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue);
        return writer.Join((int)remaining) && Volatile.Read(ref written);
    }

    private bool TryWrite(byte[] bytes)
    {
        try
        {
            _input.Write(bytes, 0, bytes.Length);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // A broken pipe: the process has ended, which the reader of its replies will say better.
            return false;
        }
    }

    /// <summary>How the process ended, for a process whose stdout is closed; one that lives on without it is not waited for.</summary>
    public string DescribeEnd()
    {
        if (!_process.WaitForExit(LastWordsWait))
            return "it closed its output";
        Errors.WaitForEnd(LastWordsWait);
        string line = Errors.FirstLine;
        return line.Length > 0 ? line : $"exit code {_process.ExitCode}";
    }

    /// <summary>Kills the process with all that it started, and waits until it is gone, so that no zombie remains.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Kill();
        _process.WaitForExit(ExitWait);
        LiveProcesses.Remove(this);
        try
        {
            _input.Dispose();
        }
        catch (IOException)
        {
            // Closing a broken pipe: nothing was buffered, so nothing is lost.
        }
        _process.Dispose();
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It had ended already, or a child of it did while we were looking.
        }
    }
}
