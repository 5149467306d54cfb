using System.Collections.Immutable;
using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

[Collection(SolverProcesses.Name)]
public sealed class SolverSessionTests
{
    /// <summary>The factors of a product of two primes, which no solver finds quickly.</summary>
    private const string HardProblem = """
        (declare-fun x () (_ BitVec 60)) (declare-fun y () (_ BitVec 60))
        (assert (= (bvmul x y) (_ bv1000036000099 60)))
        (assert (and (bvult (_ bv1 60) x) (bvult x y) (bvult y (_ bv1073741824 60))))
        """;

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void A_formula_is_decided_and_its_model_read(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(declare-fun x () Int) (declare-fun |a b| () Bool)");
        session.Send("(assert (and (> x 4) (< x 6) |a b|))");

        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        session.GetValues(["x", "|a b|", "(+ x 1)", "(- x)"]).ShouldNotBeNull().ShouldBe(
            [new SExpr.Atom("5"), new SExpr.Atom("true"), new SExpr.Atom("6"), new SExpr.List([new SExpr.Atom("-"), new SExpr.Atom("5")])]);
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void What_was_asserted_after_a_push_is_gone_after_the_pop(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(declare-fun x () Int) (assert (> x 4))");
        for (int i = 0; i < 3; i++)
        {
            session.Push();
            session.Send("(assert (< x 4))");
            session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
            session.Pop();
            session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        }
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void A_reset_forgets_declarations_and_sets_new_options(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(declare-fun x () Int) (assert (> x 4))");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        session.Reset(Instantiation.ModelBased, resourceLimit: 100_000, seed: 7);
        session.Send("(declare-fun x () Bool) (assert (not x))");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        session.GetValues(["x"]).ShouldNotBeNull().ShouldBe([new SExpr.Atom("false")]);
        session.Defect.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void Patterns_alone_leave_open_what_models_decide(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind);
        const string Problem = """
            (declare-sort S 0) (declare-fun p (S) Bool) (declare-fun c () S)
            (assert (forall ((s S)) (! (=> (p s) (exists ((t S)) (and (distinct t s) (p t)))) :pattern ((p s)))))
            (assert (p c))
            """;
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 20_000, seed: 0);
        session.Send(Problem);
        session.Check(CancellationToken.None).Status.ShouldBe(SatStatus.Unknown);
        session.Reset(Instantiation.ModelBased, resourceLimit: 100_000, seed: 0);
        session.Send(Problem);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
    }

    [Fact]
    public void Quantifiers_that_patterns_cannot_decide_give_the_reason_and_a_candidate()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(declare-fun f (Int) Int) (assert (forall ((i Int)) (! (> (f i) i) :pattern ((f i))))) (assert (> (f 3) 5))");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unknown(UnknownCause.Incomplete, "the quantifiers could not be decided"));
        session.GetValues(["(> (f 3) 5)"]).ShouldNotBeNull().ShouldBe([new SExpr.Atom("true")]);
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void A_check_that_needs_more_than_its_resources_says_so_and_the_session_goes_on(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 20_000, seed: 0);
        session.Push();
        session.Send(HardProblem);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unknown(UnknownCause.ResourceLimit, "the resource limit of 20000 was reached"));
        session.GetValues(["x"]);
        session.Pop();
        session.Send("(assert false)");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void A_hard_question_ends_at_the_wall_limit(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind, wallLimit: TimeSpan.FromSeconds(0.5));
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send(HardProblem);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unknown(UnknownCause.TimeLimit, "the solver did not answer within 0.5 s"));
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void A_text_that_the_solver_does_not_understand_is_a_defect_and_not_an_answer(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(assert (> undeclared 4))");
        CheckAnswer answer = session.Check(CancellationToken.None);
        answer.IsDefect.ShouldBeTrue();
        answer.Reason.ShouldStartWith("the solver rejected what it was sent: (error ");
        answer.Reason.ShouldContain("undeclared");
        session.Defect.ShouldContain("undeclared");
    }

    [Fact]
    public void A_rejected_text_does_not_put_later_answers_out_of_step()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(assert nonsense) (check-sat) (check-sat)");
        session.Check(CancellationToken.None).IsDefect.ShouldBeTrue();
        session.Send("(assert false)");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        session.GetValues(["true"]).ShouldBeNull();
        session.IsAlive.ShouldBeTrue();
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void Memory_is_bounded(SolverKind kind)
    {
        using SolverSession session = RealSolvers.Start(kind, memoryMegabytes: kind == SolverKind.Z3 ? 20 : 250);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send($"(declare-fun a () (_ BitVec 4096)) (declare-fun b () (_ BitVec 4096)) (assert (= (bvmul a b) (bvadd (bvmul b b) #x{new string('1', 1024)})))");
        CheckAnswer answer = session.Check(CancellationToken.None);
        answer.Cause.ShouldBe(UnknownCause.MemoryLimit, answer.Reason);
        answer.Reason.ShouldEndWith(" MB was reached");
    }

    [Theory]
    [InlineData(SolverKind.Z3)]
    [InlineData(SolverKind.Cvc5)]
    public void The_same_commands_on_fresh_sessions_give_the_same_answers(SolverKind kind)
    {
        ImmutableArray<string> first = Transcript(kind);
        first.Length.ShouldBe(80);
        Transcript(kind).ShouldBe(first);
    }

    [Fact]
    public void The_steps_of_a_check_are_counted_and_the_same_each_time()
    {
        long[] steps = [.. Enumerable.Range(0, 2).Select(_ => StepsFor("(declare-fun x () Int) (assert (and (> x 4) (< x 4)))"))];
        steps[0].ShouldBeInRange(1, 10_000);
        steps[1].ShouldBe(steps[0]);
        StepsFor(HardProblem).ShouldBeInRange(20_000, 40_000);
    }

    [Fact]
    public void A_batch_larger_than_a_pipe_is_sent_whole()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        for (int i = 0; i < 10_000; i++)
            session.Send($"(declare-fun x{i} () Int) (assert (= x{i} {i}))");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        ImmutableArray<SExpr> values = session.GetValues([.. Enumerable.Range(0, 10_000).Select(i => $"x{i}")]).ShouldNotBeNull();
        values.ShouldBe(Enumerable.Range(0, 10_000).Select(i => (SExpr)new SExpr.Atom($"{i}")));
    }

    [Fact]
    public void A_cancelled_check_ends_its_process_at_once()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3, wallLimit: TimeSpan.FromSeconds(60));
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send(HardProblem);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        long start = Environment.TickCount64;
        Should.Throw<OperationCanceledException>(() => session.Check(source.Token));
        (Environment.TickCount64 - start).ShouldBeLessThan(5_000);
        session.IsAlive.ShouldBeFalse();
        Processes.Exist(session.ProcessId).ShouldBeFalse();
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unknown(UnknownCause.Stopped, "the solver stopped: the question was cancelled"));
    }

    [Fact]
    public void A_check_cancelled_beforehand_leaves_the_session_as_it_was()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 0, seed: 0);
        session.Send("(assert false)");
        Should.Throw<OperationCanceledException>(() => session.Check(new CancellationToken(canceled: true)));
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
    }

    [Fact]
    public void A_disposed_session_leaves_no_process_and_answers_unknown()
    {
        SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Sat);
        session.Dispose();
        Processes.Exist(session.ProcessId).ShouldBeFalse();
        session.Check(CancellationToken.None).Status.ShouldBe(SatStatus.Unknown);
        session.GetValues(["true"]).ShouldBeNull();
    }

    private static long StepsFor(string problem)
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Reset(Instantiation.PatternsOnly, resourceLimit: 20_000, seed: 0);
        session.Send(problem);
        session.Check(CancellationToken.None);
        return session.LastSteps;
    }

    private static ImmutableArray<string> Transcript(SolverKind kind)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        using SolverSession session = RealSolvers.Start(kind);
        foreach (Instantiation mode in new[] { Instantiation.PatternsOnly, Instantiation.ModelBased })
        {
            session.Reset(mode, resourceLimit: 200_000, seed: 3);
            session.Send("(declare-sort S 0) (declare-fun f (S) Int) (declare-fun c () S) (declare-fun d () S)");
            session.Send("(assert (forall ((s S)) (! (and (>= (f s) 3) (< (f s) 90)) :pattern ((f s)))))");
            for (int i = 0; i < 20; i++)
            {
                session.Push();
                session.Send($"(assert (> (f c) (+ (f d) {i * 5})))");
                lines.Add(session.Check(CancellationToken.None).Status.ToString());
                lines.Add(string.Join(' ', session.GetValues(["(f c)", "(f d)", "(= c d)"]) ?? []));
                session.Pop();
            }
        }
        return lines.ToImmutable();
    }
}
