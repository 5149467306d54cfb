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

    public Interruption()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Interrupt(c, ExitCode.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Interrupt(c, ExitCode.Terminated)));
    }

    public CancellationToken Token => _source.Token;

    public ExitCode ExitCode { get; private set; } = ExitCode.Interrupted;

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
        ExitCode = exitCode;
        _deadline = new Timer(_ => Environment.Exit((int)exitCode), state: null, Grace, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
