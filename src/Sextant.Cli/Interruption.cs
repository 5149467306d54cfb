using System.Runtime.InteropServices;

namespace Sextant.Cli;

/// <summary>
/// Turns Ctrl+C and a request to terminate into a cancellation, so that solvers are ended before we are. Work that does
/// not listen in time is left behind; a second signal ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Timer? _deadline;
    private readonly Lock _gentleLock = new();
    private CancellationTokenSource? _gentle;

    public Interruption()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Interrupt(c, ExitCode.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Interrupt(c, ExitCode.Terminated)));
    }

    public CancellationToken Token => _source.Token;

    public ExitCode ExitCode { get; private set; } = ExitCode.Interrupted;

    /// <summary>
    /// Lets the first Ctrl+C end a piece of work that can answer with what it has, instead of the run; until the work is done and the
    /// result disposed of.
    /// </summary>
    public Gentle BeGentle()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _gentle = source;
        return new Gentle(this, source);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _deadline?.Dispose();
        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context, ExitCode exitCode)
    {
        if (_source.IsCancellationRequested)
            return;
        context.Cancel = true;
        if (exitCode == ExitCode.Interrupted && TryBeGentle())
            return;

        ExitCode = exitCode;
        _deadline = new Timer(_ => Environment.Exit((int)exitCode), state: null, Grace, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }

    private bool TryBeGentle()
    {
        lock (_gentleLock)
        {
            if (_gentle is not { IsCancellationRequested: false } gentle)
                return false;
            gentle.Cancel();
            return true;
        }
    }

    /// <summary>Work that the first Ctrl+C ends.</summary>
    internal sealed class Gentle(Interruption interruption, CancellationTokenSource source) : IDisposable
    {
        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            lock (interruption._gentleLock)
                interruption._gentle = null;
            source.Dispose();
        }
    }
}
