using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Syntax.Tests.Sxt;

/// <summary>What the slides print that the examples write otherwise.</summary>
public sealed class SlideTests
{
    [Fact]
    public void An_equals_sign_assigns_as_on_the_first_slide_and_is_written_as_becomes()
    {
        const string Printed = "ADO KV {\nshared kv : [string * int] := [];\nmethod set (k, v) { this.kv[hash (k)] = (v, len(v)); }\nmethod get (k) { return this.kv[hash(k)][0]; }\n}";
        Reading.Format(Printed).ShouldBe("""
            ADO KV {
              shared kv : [string * int] := [];
              method set(k, v) { this.kv[hash(k)] := (v, len(v)); }
              method get(k) { return this.kv[hash(k)][0]; }
            }

            """);
    }

    [Fact]
    public void Blanks_before_parentheses_and_elided_bodies_are_read_as_printed() => Reading.ParseClean("""
        ADO DLock {
        shared owner : option N := None;
        method tryAcquire() { ... }
        method release() { ... }
        }
        DApp KVLock (lk: DLock, data: DVec[string], meta: DVec[int]) {
        proc set (k, v) {
        /* acquire, set data, set meta, release */
        while (lk.pull () == FAIL) {}
        ok := lk.tryAcquire ();
        data.insert (hash(k), v)!;
        }
        /* get, getmeta */
        }
        """);

    [Fact]
    public void The_loop_of_the_retry_slide_is_read_without_its_break()
    {
        var loop = Reading.Statements("""
            for retry in 0..N {
            if (lk.pull() == FAIL) { continue; }
            ok := lk.tryAcquire();
            if (lk.push() == FAIL) { continue; }
            if (!ok) { continue; }
            }
            if (retry == N) { return; }
            /* */
            """)[0].ShouldBeOfType<StatementSyntax.ForRange>();
        loop.Body.Statements.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("!lk.tryAcquire()!", "Unary(Retried)")]
    [InlineData("a.m()! == b", "Binary(Retried,Name)")]
    [InlineData("a.m() != b", "Binary(Call,Name)")]
    [InlineData("a.m()! != b", "Binary(Retried,Name)")]
    [InlineData("o.m()+ + 1", "Binary(Retried,IntLiteral)")]
    [InlineData("o.m() + 1", "Binary(Call,IntLiteral)")]
    [InlineData("o.m()+1", "Binary(Call,IntLiteral)")]
    [InlineData("o.m()+ - 1", "Binary(Retried,IntLiteral)")]
    [InlineData("o.m() + -1", "Binary(Call,Unary)")]
    [InlineData("o.m()+ in s", "Binary(Retried,Name)")]
    [InlineData("o.m() + {1}", "Binary(Call,Set)")]
    [InlineData("o.m()?.f", "Member(Retried)")]
    [InlineData("o.m()![0]", "Index(Retried)")]
    [InlineData("x + 1", "Binary(Name,IntLiteral)")]
    public void The_signs_of_a_call_read_as_they_look(string text, string shape) => ShapeOf(Reading.Expression(text)).ShouldBe(shape);

    private static string ShapeOf(ExprSyntax expression) => expression switch
    {
        ExprSyntax.Binary e => $"Binary({e.Left.GetType().Name},{e.Right.GetType().Name})",
        ExprSyntax.Unary e => $"Unary({e.Operand.GetType().Name})",
        ExprSyntax.Member e => $"Member({e.Target.GetType().Name})",
        ExprSyntax.Index e => $"Index({e.Target.GetType().Name})",
        _ => expression.GetType().Name,
    };

    [Fact]
    public void A_body_behind_a_condition_that_ends_in_a_name_is_not_a_record()
    {
        var op = Reading.Member("op f() requires ready { x := 1; }").ShouldBeOfType<Member.Routine>();
        op.Contract.ShouldHaveSingleItem().Condition.ShouldBeOfType<ExprSyntax.Name>();
        Reading.Expression("Bid{amount}").ShouldBeOfType<ExprSyntax.Record>();
    }

    [Fact]
    public void A_family_is_one_parameter_with_a_count()
    {
        var app = Reading.Declaration("DApp TM(rm_1: RM, ..., rm_n: RM, log: Log) {}").ShouldBeOfType<Declaration.Object>();
        var family = app.Parameters[0].ShouldBeOfType<ObjectParameter.Family>();
        (family.Name.Text, family.Count.Text, app.Parameters.Count).ShouldBe(("rm", "n", 2));
    }
}
