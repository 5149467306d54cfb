namespace Sextant.Syntax.Tests.Boogie;

/// <summary>Small texts that together use every construct of the supported language.</summary>
internal static class Samples
{
    public static readonly string[] All =
    [
        """
        type Key;
        type Pair a b;
        type Store = [Key]<v>[Field v] v;
        type {:note "x"} Left = Pair int (Pair bool real), Right;
        """,
        """
        const unique red, green: Color;
        const limit: int;
        axiom 0 < limit && limit <= 10;
        axiom {:id 1, "two"} limit mod 2 == 0;
        var seen: [Key, int]bool, count: int where count >= 0;
        """,
        """
        function {:bvbuiltin "bvult"} less(bv8, bv8) returns (bool);
        function max(a: int, b: int): int { if a < b then b else a }
        @gteq function atLeast(count1: int, count2: int) returns (r: bool) { count1 >= count2 }
        """,
        """
        axiom (forall x, y: int, k: Key :: {:weight 3} {f(x), g(y)} {h(x, y)} x == y ==> f(x) == f(y));
        axiom (exists k: Key :: !(seen[k, 1] || seen[k, 2 := true][k, 3]));
        axiom a ++ b[8:4] == 255bv12 <==> (p <== q <== r) && -1 * x div 3 - 2 / 4 != 1.5e-3;
        """,
        """
        @invariant
        @merge
        procedure merge(count1: int, {:hint} other: Store where true) returns (ok: bool, n: int)
          requires count1 >= 0;
          free requires true;
          modifies count, seen;
          ensures {:msg "kept"} count == old(count) + (if ok then 1 else 0);
          modifies total;
          free ensures ok;
        {
          var i, j: int where i < j, k: Key;
          havoc i, j;
          var late: bool;
          count, seen[k, i] := count1 + 1, false;
          return;
        }
        procedure outside(); requires true; modifies;
        """,
        """
        procedure loops() {
          while (i < 10)
            invariant 0 <= i;
            free invariant {:here} true;
          {
            if (*) { m[i][j] := {:a} e; } else if (x == 1) { assert {:a "b"} x > 0; } else { assume false; }
          }
          while (*) { call a, b := p(x, y + 1); call {:c} q(); }
        } // done
        """,
        """
        /* outer /* inner */ still */
        axiom (∀ x: int • x ≤ 3 ∧ ¬(x ≥ 4) ⇒ x ≠ 5) ∨ (∃ y: int • p(y) ⇔ q(y));
        axiom \old == x' && #tmp$0 == a.b~c^d_e?f`g;
        """,
    ];
}
