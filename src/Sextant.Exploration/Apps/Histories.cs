using System.Buffers;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>A call of a proc that has begun, and not ended, or ended with <c>FAIL</c> and may still take effect.</summary>
/// <param name="Begun">Where its client stood when it called.</param>
internal sealed record OpenCall(int Client, bool HasFailed, ClientState Begun);

/// <summary>One way to explain what was seen: the state of the specification, and what those open calls yielded that happened already.</summary>
internal sealed record Explanation(Datum[] State, Datum?[] Results);

/// <summary>
/// All ways in which what clients have seen so far can be explained by calls that each happened at one moment between its
/// beginning and its end (Wing and Gong 1993, as sets of configurations). When none is left, what was seen is not
/// linearizable. A call that yielded <c>FAIL</c> may have happened, may happen later, or never.
/// </summary>
internal sealed record Histories(OpenCall[] Open, Explanation[] Explanations)
{
    public static Histories Initial(Specification specification) => new([], [new Explanation(specification.Initial, [])]);

    public Histories Begin(int client, ClientState begun) =>
        new([.. Open, new OpenCall(client, HasFailed: false, begun)], [.. Explanations.Select(e => e with { Results = [.. e.Results, null] })]);

    /// <summary>The client's call ended with this result.</summary>
    /// <returns>Null where nothing explains it.</returns>
    public Histories? End(int client, Datum result, bool hasFailed, Specification specification)
    {
        int call = Array.FindIndex(Open, o => o.Client == client && !o.HasFailed);
        if (hasFailed)
            return Sorted([.. Open.Select((o, i) => i == call ? o with { HasFailed = true } : o)], Explanations);
        Explanation[] left = [.. Continuations(specification).Where(e => e.Results[call] == result)
            .Select(e => e with { Results = [.. e.Results.Where((_, i) => i != call)] })];
        return left.Length == 0 ? null : Sorted([.. Open.Where((_, i) => i != call)], left);
    }

    /// <summary>Whether the client's call may meet what has no value in the specification too.</summary>
    public bool CanGoWrong(int client, Specification specification)
    {
        int call = Array.FindIndex(Open, o => o.Client == client && !o.HasFailed);
        return call < 0 || Continuations(specification).Any(e => e.Results[call] is null && specification.Call(e.State, client, Open[call].Begun) is null);
    }

    /// <summary>Every explanation with any open calls made besides, in any order.</summary>
    private IEnumerable<Explanation> Continuations(Specification specification)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<Explanation>(Explanations);
        while (waiting.TryPop(out Explanation? explanation))
        {
            if (!seen.Add(KeyOf(explanation)))
                continue;
            yield return explanation;
            for (int next = 0; next < Open.Length; next++)
            {
                if (explanation.Results[next] is null && specification.Call(explanation.State, Open[next].Client, Open[next].Begun) is { } made)
                    waiting.Push(new Explanation(made.State, [.. explanation.Results.Select((r, i) => i == next ? made.Result : r)]));
            }
        }
    }

    /// <summary>A client that restarts has forgotten its call, which may take effect all the same.</summary>
    public Histories Forget(int client) => this with { Open = [.. Open.Select(o => o.Client == client ? o with { HasFailed = true } : o)] };

    public void Write(ArrayBufferWriter<byte> bytes)
    {
        CanonicalBytes.Write([Datum.Of(Open.Length), Datum.Of(Explanations.Length)], bytes);
        foreach (OpenCall open in Open)
        {
            CanonicalBytes.Write([Datum.Of(open.Client), Datum.Of(open.HasFailed)], bytes);
            open.Begun.Write(bytes);
        }

        foreach (Explanation explanation in Explanations)
            CanonicalBytes.Write(DataOf(explanation), bytes);
    }

    public static Histories Read(ref DatumReader reader, AppMachine machine, Specification specification)
    {
        var open = new OpenCall[reader.Int()];
        var explanations = new Explanation[reader.Int()];
        for (int i = 0; i < open.Length; i++)
        {
            int client = reader.Int();
            open[i] = new OpenCall(client, reader.Next().IsTrue, ClientState.Of(reader.Take(machine.SizeOf(client))));
        }

        int size = specification.Initial.Length;
        for (int i = 0; i < explanations.Length; i++)
        {
            Datum[] state = reader.Take(size).ToArray();
            var results = new Datum?[open.Length];
            for (int r = 0; r < results.Length; r++)
                results[r] = reader.Next().IsTrue ? reader.Next() : null;
            explanations[i] = new Explanation(state, results);
        }

        return new Histories(open, explanations);
    }

    private static Histories Sorted(OpenCall[] open, IEnumerable<Explanation> explanations) =>
        new(open, [.. explanations.DistinctBy(KeyOf, StringComparer.Ordinal).OrderBy(KeyOf, StringComparer.Ordinal)]);

    private static string KeyOf(Explanation explanation) => Convert.ToHexString(CanonicalBytes.Of(DataOf(explanation)));

    private static Datum[] DataOf(Explanation explanation) =>
        [.. explanation.State, .. explanation.Results.SelectMany(r => r is { } result ? (Datum[])[Datum.True, result] : [Datum.False])];
}
