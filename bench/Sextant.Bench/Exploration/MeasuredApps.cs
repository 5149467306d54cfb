using Sextant.Exploration.Apps;
using Sextant.Model.Binding.Sxt;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt;
using Sextant.Syntax.Text;

namespace Sextant.Bench.Exploration;

/// <summary>Apps with more states than a benchmark looks at: the examples with three clients, and what is right of them.</summary>
internal static class MeasuredApps
{
    /// <summary>Histories are compared with the object that is refined; clients' calls begin and end in every order.</summary>
    private const string LockedStore = """
        ADO KV {
          shared kv : [string * int] := [];
          method set(k, v) { this.kv[hash(k)] := (v, len(v)); }
          method get(k) { return this.kv[hash(k)][0]; }
        }

        ADO DVec[T] {
          shared data : [T] := [];
          method insert(idx, x) { this.data[idx] := x; }
          method get(idx) { return this.data[idx]; }
        }

        ADO DLock {
          shared owner : option N := None;
          method tryAcquire() {
            if (this.owner != None) { return false; }
            this.owner := Some(this.nid);
            return true;
          }
          method release() { this.owner := None; }
        }

        DApp KVLock(lk: DLock, data: DVec[string], meta: DVec[int]) {
          proc set(k, v) {
            while (!lk.tryAcquire()!) {}
            data.insert(hash(k), v)!;
            meta.insert(hash(k), len(v))!;
            lk.release()!;
          }
          proc get(k) {
            while (!lk.tryAcquire()!) {}
            v := data.get(hash(k))!;
            lk.release()!;
            return v;
          }

          refines KV;

          client writer { set("a", "one"); get("a"); }
          client other { set("a", "two"); get("a"); }
          client third { set("b", "three"); }
          bounds { calls := 2; }
        }
        """;

    private const string TicketLock = """
        ADO TicketLock {
          shared next : nat := 0;
          shared serving : nat := 1;

          method take() {
            this.next += 1;
            return this.next;
          }
          method owns(ticket: nat) { return this.serving == ticket; }
          method release(ticket: nat) {
            if (this.serving == ticket) { this.serving += 1; }
          }

          always one_after_the_other: this.serving == old(this.serving) || this.serving == old(this.serving) + 1;
        }

        DApp TicketUser(lk: TicketLock) {
          local acquired : bool := false;

          proc enter() {
            ticket := lk.take()!;
            while (!lk.owns(ticket)!) {}
            this.acquired := true;
            lk.release(ticket)!;
          }

          always served_who_got_in: acquired ==> lk.serving > 0;

          client user * 3 { enter(); }
          bounds { calls := 3; }
        }
        """;

    private const string Account = """
        ADO Account {
          shared balance : int := 0;

          invariant never_overdrawn: balance >= 0;

          method deposit(amount: nat) { this.balance += amount; }
          method withdraw(amount: nat): bool {
            if (this.balance < amount) { return false; }
            this.balance -= amount;
            return true;
          }

          client owner * 3 {
            this.deposit(10)!;
            this.withdraw(7)!;
          }
          bounds { calls := 3; crashes := 1; restarts := 1; }
        }
        """;

    public static IEnumerable<(string Name, DistributedApp App)> All => [("locked store", Bind(LockedStore)), ("ticket lock", Bind(TicketLock)), ("account", Bind(Account))];

    public static AppModel ModelOf(DistributedApp app) => new(app, AppBounds.Of(app)!);

    private static DistributedApp Bind(string text)
    {
        var source = new SourceText("measured.sxt", text);
        var diagnostics = new DiagnosticBag(source);
        SxtModel model = SxtBinder.Bind(SxtParser.Parse(source, diagnostics), diagnostics);
        return diagnostics.HasErrors
            ? throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable().Select(d => $"{d.Position} {d.Message}")))
            : model.Apps.Single(a => a.Clients.Count > 0);
    }
}
