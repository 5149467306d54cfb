using Sextant.Proof.Smt;

namespace Sextant.Proof.Tests.Smt;

public class ConversationTests
{
    private const long Limit = 100_000;

    private const string Prelude = "(declare-sort S 0) (declare-fun r (S) Bool) (declare-const c S) (assert (r c))";

    /// <summary>Each element leads to thirty more, and the solver sets out as soon as it has heard of that.</summary>
    private static readonly string ManyInstances = string.Concat(Enumerable.Range(0, 30).Select(i => $"(declare-fun f{i} (S) S)\n"))
        + $"(assert (forall ((x S)) (! (and {string.Join(' ', Enumerable.Range(0, 30).Select(i => $"(r (f{i} x))"))}) :pattern ((r x)))))";

    [Fact]
    public void A_session_that_meets_its_limit_before_it_is_asked_answers_nothing_until_it_begins_again()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        session.Reset(Instantiation.PatternsOnly, Limit, seed: 0);
        session.Send(Prelude);
        session.Push();
        session.Send(ManyInstances);
        session.Push();
        session.Send("(assert false)");
        session.Check(CancellationToken.None).Cause.ShouldBe(UnknownCause.ResourceLimit);
        (session.IsAlive, session.IsSpent).ShouldBe((true, true));
        session.Pop();
        session.Check(CancellationToken.None).Cause.ShouldBe(UnknownCause.ResourceLimit);
        session.Reset(Instantiation.PatternsOnly, Limit, seed: 0);
        session.Send("(assert false)");
        session.Check(CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        session.IsSpent.ShouldBeFalse();
    }

    [Fact]
    public void A_question_is_put_together_with_what_is_known_where_that_alone_takes_all_of_the_limit()
    {
        using SolverSession session = RealSolvers.Start(SolverKind.Z3);
        var conversation = new Conversation(session, Prelude, Limit);
        conversation.Tell([ManyInstances]);
        conversation.Ask("(assert false)", CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        conversation.Ask("(assert (not (r c)))", CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        conversation.Ask("(assert (r c))", CancellationToken.None).Cause.ShouldBe(UnknownCause.ResourceLimit);
        conversation.Tell(["(declare-const d S) (assert (r d))"]);
        conversation.Ask("(assert (not (r d)))", CancellationToken.None).ShouldBe(CheckAnswer.Unsat);
        conversation.Ask("(assert (r c))", CancellationToken.None).ShouldBe(CheckAnswer.Sat);
    }
}
