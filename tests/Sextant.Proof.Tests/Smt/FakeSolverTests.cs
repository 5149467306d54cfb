using System.Diagnostics;
using System.Runtime.Versioning;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

/// <summary>Whatever a solver does, a check ends with an answer that says so, and no process is left behind.</summary>
[UnsupportedOSPlatform("windows")]
[Collection(SolverProcesses.Name)]
public sealed class FakeSolverTests
{
    [Fact]
    public void One_that_never_speaks_is_given_up_at_the_limit_for_starting()
    {
        using var fake = new FakeSolver("sleep 1000", startSeconds: 0.5);
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.TimeLimit, "the solver did not answer within 0.5 s"));
    }

    [Fact]
    public void One_that_never_answers_is_killed_at_the_wall_limit()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') sleep 1000 ;;");
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.TimeLimit, "the solver did not answer within 1 s"));
    }

    [Fact]
    public void One_that_ignores_signals_is_killed_all_the_same()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') trap '' TERM INT HUP; while :; do sleep 1000; done ;;");
        Ask(fake).Cause.ShouldBe(UnknownCause.TimeLimit);
    }

    [Fact]
    public void One_that_crashes_at_once_is_quoted()
    {
        using var fake = new FakeSolver("echo >&2; echo 'cannot load libfoo.so' >&2; echo more >&2; exit 127");
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.Stopped, "the solver stopped: cannot load libfoo.so"));
    }

    [Fact]
    public void One_that_crashes_at_a_question_without_a_word_leaves_its_exit_code()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') exit 3 ;;");
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.Stopped, "the solver stopped: exit code 3"));
    }

    [Fact]
    public void One_that_crashes_after_half_an_answer_has_not_answered()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') printf 'unsat\\n'; kill -9 $$ ;;");
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.Stopped, "the solver stopped: exit code 137"));
    }

    [Fact]
    public void One_that_ends_between_questions_is_found_out()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') echo unsat ;; '(push 1)') exit 0 ;;");
        using var session = new SolverSession(fake.Configuration);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        session.Push();
        session.Send(new string(' ', 1_000_000));
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unknown(UnknownCause.Stopped, "the solver stopped: exit code 0"));
    }

    [Fact]
    public void One_that_was_out_of_memory_is_not_said_to_have_crashed()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') echo '(error \"out of memory\")' >&2; exit 101 ;;");
        Ask(fake).Cause.ShouldBe(UnknownCause.MemoryLimit);
    }

    [Fact]
    public void One_that_prints_rubbish_is_quoted_without_what_a_terminal_would_obey()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') printf '\\033[2J\\001\\377\\376 (((( rubbish\\n' ;;");
        CheckAnswer answer = Ask(fake);
        answer.Cause.ShouldBe(UnknownCause.Unreadable);
        answer.Reason.ShouldStartWith("the solver's answer could not be read: ");
        answer.Reason.ShouldEndWith("(((( rubbish");
        answer.Reason.Any(char.IsControl).ShouldBeFalse();
    }

    [Theory]
    [InlineData("exec cat /dev/zero")]
    [InlineData("exec yes unsat")]
    public void One_that_never_ends_its_answer_is_stopped_by_size(string script)
    {
        using var fake = new FakeSolver(script, startSeconds: 20);
        Ask(fake).Cause.ShouldBe(UnknownCause.Unreadable);
    }

    [Theory]
    [InlineData("echo maybe", "maybe")]
    [InlineData("echo unsat; echo sat", "unsat sat")]
    [InlineData(":", "it is empty")]
    public void An_answer_other_than_the_three_is_no_answer(string script, string excerpt)
    {
        using FakeSolver fake = FakeSolver.Answering($"'(check-sat)') {script} ;;");
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.Unreadable, $"the solver's answer could not be read: {excerpt}"));
    }

    [Fact]
    public void An_error_beside_an_answer_makes_it_unknown()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') echo '(error \"line 1: what is \\foo\\\"\")'; echo unsat ;;");
        CheckAnswer answer = Ask(fake);
        answer.IsDefect.ShouldBeTrue();
        answer.Reason.ShouldStartWith("the solver rejected what it was sent: (error \"line 1: what is ");
    }

    [Theory]
    [InlineData("echo '((x 1'")]
    [InlineData("echo '((x 1) (y 2))'")]
    [InlineData("echo '(x)'")]
    [InlineData("echo x")]
    [InlineData("echo '(error \"model is not available\")'")]
    [InlineData("exit 1")]
    [InlineData("sleep 1000")]
    public void Values_that_cannot_be_read_are_no_values(string script)
    {
        using FakeSolver fake = FakeSolver.Answering($"'(check-sat)') echo sat ;; '(get-value'*) {script} ;;");
        using var session = new SolverSession(fake.Configuration);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        session.GetValues(["x"]).ShouldBeNull();
        session.Dispose();
        Processes.Exist(session.ProcessId).ShouldBeFalse();
    }

    [Fact]
    public void One_that_closes_its_output_but_lives_on_is_ended()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') exec >&-; sleep 1000 ;;");
        Ask(fake).ShouldBe(CheckAnswer.Unknown(UnknownCause.Stopped, "the solver stopped: it closed its output"));
    }

    [Fact]
    public void One_that_complains_a_lot_is_not_held_up()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') head -c 1000000 /dev/zero >&2; echo unsat ;;", wallSeconds: 10);
        Ask(fake).ShouldBe(CheckAnswer.Unsat);
    }

    [Fact]
    public void One_that_does_not_listen_cannot_hold_up_a_large_batch()
    {
        using FakeSolver fake = FakeSolver.Answering("'(push 1)') sleep 1000 ;;");
        using var session = new SolverSession(fake.Configuration);
        session.Push();
        session.Send(new string(' ', 1_000_000));
        session.Check(CancellationToken.None).Cause.ShouldBe(UnknownCause.TimeLimit);
    }

    [Fact]
    public void What_came_uninvited_is_not_taken_for_the_next_answer()
    {
        using FakeSolver fake = FakeSolver.Answering("'(check-sat)') echo unsat ;; '(get-value'*) echo '((x 1))'; after='echo unsat' ;;");
        using var session = new SolverSession(fake.Configuration);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        // What comes after the end of the exchange may be read with it or later; either way it answers nothing.
        session.GetValues(["x"]);
        session.Check(CancellationToken.None).Cause.ShouldBe(UnknownCause.Unreadable);
    }

    [Fact]
    public void One_that_does_not_exist_is_unavailable()
    {
        var configuration = new SolverConfiguration(SolverKind.Z3, "/nonexistent/z3", 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Should.Throw<SolverUnavailableException>(() => new SolverSession(configuration))
            .Message.ShouldBe("The solver `/nonexistent/z3` cannot be run: No such file or directory.");
    }

    [Fact]
    public void One_that_may_not_be_run_is_unavailable()
    {
        using var fake = new FakeSolver("exit 0");
        File.SetUnixFileMode(fake.Configuration.Executable, UnixFileMode.UserRead);
        Should.Throw<SolverUnavailableException>(() => new SolverSession(fake.Configuration)).Message.ShouldEndWith(" cannot be run: Permission denied.");
    }

    /// <summary>Asks once, within a time that no limit of the tests exceeds, and sees to it that nothing is left running.</summary>
    private static CheckAnswer Ask(FakeSolver fake)
    {
        long start = Stopwatch.GetTimestamp();
        using var session = new SolverSession(fake.Configuration);
        CheckAnswer answer = session.Check(CancellationToken.None);
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        session.IsAlive.ShouldBe(answer.Cause is UnknownCause.None or UnknownCause.Rejected);
        session.Dispose();
        Processes.Exist(session.ProcessId).ShouldBeFalse();
        fake.IsRunning.ShouldBeFalse();
        return answer;
    }
}
