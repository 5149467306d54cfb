using System.Globalization;
using System.Text;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Evaluation;

/// <summary>Files of at least so many lines, of objects of every kind one after the other, no two of one name.</summary>
internal static class LargeFiles
{
    /// <summary>Atomic objects, and apps over them.</summary>
    public static SourceText OfPrograms(int lines) => Repeated("programs.sxt", lines, """
        ADO Store# {
          shared entries : Map[int -> string * int] := {};
          shared count : nat := 0;

          invariant counted: len(entries) <= count;

          method put(k, v) {
            if (hash(k) not in this.entries) { this.count += 1; }
            this.entries[hash(k)] := (v, len(v));
          }

          method get(k) {
            if (hash(k) not in this.entries) { return None; }
            return Some(this.entries[hash(k)][0]);
          }
        }

        DApp Use#(a: Store#, b: Store#) {
          proc copy(k) {
            found := a.get(k)!;
            if (found != None) { b.put(k, found.value)!; }
            return found;
          }

          client reader { copy("x"); }
        }

        """);

    /// <summary>Replicated objects with lattices of several kinds, contracts and locks.</summary>
    public static SourceText OfReplicated(int lines) => Repeated("replicated.sxt", lines, """
        replicated Shop# {
          type Item;
          type Buyer;

          enum Status := CLOSED < OPEN < SOLD;

          record Offer { price: int, by: Buyer }
          record Shelf { seen: GCounter, labels: ORSet[Item], at: Map[Item -> LWW[int]] }

          shared status : Status := CLOSED;
          shared offers : Map[Item -> Offer] := {};
          shared shelves : Map[Buyer -> Shelf];
          shared winner : option Buyer := None;

          function highest[K](offers: Map[K -> Offer], k: K) := forall j in offers. offers[j].price <= offers[k].price;

          invariant offers_need_a_start: offers != {} ==> status >= OPEN;
          invariant prices: forall i in offers. offers[i].price > 0;

          op offer(i: Item, price: int, by: Buyer)
            requires status == OPEN && i not in offers && price > 0
            ensures i in offers && winner == old(winner)
          { offers[i] := Offer{price, by}; }

          op see(b: Buyer, i: Item) {
            shelves[b].seen += 1;
            shelves[b].labels += {i};
            shelves[b].at[i] := shelves[b].seen;
          }

          op sell(i: Item) requires status == OPEN && i in offers && highest(offers, i) {
            status := SOLD;
            winner := Some(offers[i].by);
          }

          lock item(i: Item) {
            shared offer(i, _, _);
            exclusive sell(i);
          }
        }

        """);

    private static SourceText Repeated(string name, int lines, string objects)
    {
        var text = new StringBuilder();
        int each = objects.Count(c => c == '\n');
        for (int number = 0; number * each < lines; number++)
            text.Append(objects.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return new SourceText(name, text.ToString());
    }
}
