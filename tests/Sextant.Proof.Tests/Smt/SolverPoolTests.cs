using System.Collections.Concurrent;
using System.Diagnostics;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

[Collection(SolverProcesses.Name)]
public sealed class SolverPoolTests
{
    [Fact]
    public void A_returned_session_is_rented_again()
    {
        using var pool = new SolverPool(RealSolvers.Configuration(SolverKind.Z3), capacity: 2);
        SolverSession first = pool.Rent(CancellationToken.None);
        pool.Return(first);
        SolverSession second = pool.Rent(CancellationToken.None);
        second.ShouldBeSameAs(first);
        pool.Return(second);
    }

    [Fact]
    public void A_dead_session_is_replaced()
    {
        using var pool = new SolverPool(RealSolvers.Configuration(SolverKind.Z3), capacity: 1);
        SolverSession first = pool.Rent(CancellationToken.None);
        first.Dispose();
        pool.Return(first);
        SolverSession second = pool.Rent(CancellationToken.None);
        second.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        pool.Return(second);
        Kill(second.ProcessId);
        SolverSession third = pool.Rent(CancellationToken.None);
        third.ShouldNotBeSameAs(second);
        third.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        pool.Return(third);
    }

    [Fact]
    public void Renting_waits_when_all_are_out_and_can_be_cancelled()
    {
        using var pool = new SolverPool(RealSolvers.Configuration(SolverKind.Z3), capacity: 1);
        SolverSession session = pool.Rent(CancellationToken.None);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Should.Throw<OperationCanceledException>(() => pool.Rent(source.Token));
        pool.Return(session);
        pool.Return(pool.Rent(CancellationToken.None));
    }

    [Fact]
    public void A_session_cannot_be_returned_twice()
    {
        using var pool = new SolverPool(RealSolvers.Configuration(SolverKind.Z3), capacity: 1);
        SolverSession session = pool.Rent(CancellationToken.None);
        pool.Return(session);
        Should.Throw<InvalidOperationException>(() => pool.Return(session));
    }

    [Fact]
    public void Disposing_ends_idle_and_rented_processes()
    {
        var pool = new SolverPool(RealSolvers.Configuration(SolverKind.Z3), capacity: 2);
        SolverSession rented = pool.Rent(CancellationToken.None);
        SolverSession idle = pool.Rent(CancellationToken.None);
        pool.Return(idle);
        pool.Dispose();
        Processes.Exist(rented.ProcessId).ShouldBeFalse();
        Processes.Exist(idle.ProcessId).ShouldBeFalse();
        rented.Check(CancellationToken.None).Cause.ShouldBe(UnknownCause.Stopped);
        pool.Return(rented);
        Should.Throw<ObjectDisposedException>(() => pool.Rent(CancellationToken.None));
    }

    [Fact]
    public void A_missing_solver_is_reported_each_time_and_blocks_nobody()
    {
        var configuration = new SolverConfiguration(SolverKind.Z3, "/nonexistent/z3", 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        using var pool = new SolverPool(configuration, capacity: 1);
        for (int i = 0; i < 3; i++)
            Should.Throw<SolverUnavailableException>(() => pool.Rent(CancellationToken.None));
    }

    [Fact]
    public void Two_hundred_rentals_by_four_threads_with_killings_leave_no_process()
    {
        const int Threads = 4;
        const int Rounds = 50;
        var seen = new ConcurrentDictionary<int, bool>();
        int unknown = 0;
        using (var pool = new SolverPool(RealSolvers.Configuration(SolverKind.Z3), capacity: 3))
        {
            RunThreads(Threads, thread =>
            {
                var random = new Random(thread);
                for (int i = 0; i < Rounds; i++)
                {
                    SolverSession session = pool.Rent(CancellationToken.None);
                    seen.TryAdd(session.ProcessId, true);
                    bool kill = random.Next(4) == 0;
                    if (kill)
                        Kill(session.ProcessId);
                    if (Answers(session).Status == SatStatus.Unknown)
                        Interlocked.Increment(ref unknown);
                    else
                        kill.ShouldBeFalse();
                    pool.Return(session);
                }
            });
        }
        unknown.ShouldBeInRange(20, 80);
        seen.Keys.Where(Processes.Exist).ShouldBeEmpty();
    }

    private static CheckAnswer Answers(SolverSession session)
    {
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(declare-fun x () Int) (assert (> x 4)) (assert (< x 5))");
        return session.Check(CancellationToken.None);
    }

    private static void RunThreads(int count, Action<int> body)
    {
        var failures = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Guarded(() => body(i), failures)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        failures.ShouldBeEmpty();
    }

    private static void Guarded(Action action, ConcurrentQueue<Exception> failures)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // A failure in a thread must reach the test instead of ending the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failures.Enqueue(e);
        }
    }

    /// <summary>Kills one of our own from outside, as an administrator or the system's memory killer would.</summary>
    private static void Kill(int id)
    {
        using Process process = Process.GetProcessById(id);
        process.Kill();
        process.WaitForExit();
    }
}
