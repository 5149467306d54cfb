using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;

namespace Sextant.Exploration.Apps;

/// <summary>What steps of clients make of their histories, found out once for each pair of them.</summary>
internal sealed class HistorySteps(AppMachine machine, AppParts parts, Specification specification)
{
    private const int EntryBytes = 50;

    private readonly Dictionary<(int Histories, int Change), (int Histories, bool IsExplained)> _after = [];
    private readonly Dictionary<(int Histories, int Client), int> _forgotten = [];
    private readonly Dictionary<(int Histories, int Client), bool> _canGoWrong = [];

    /// <summary>Memory, about.</summary>
    public long Size => (_after.Count + _forgotten.Count + _canGoWrong.Count) * (long)EntryBytes;

    public void Clear()
    {
        _after.Clear();
        _forgotten.Clear();
        _canGoWrong.Clear();
    }

    /// <summary>
    /// The histories after a step that begins a call or ends one, and whether anything explains what its client has seen; where
    /// nothing does, those before the end of its call.
    /// </summary>
    /// <param name="at">Where the client stood.</param>
    public (int Histories, bool IsExplained) After(int histories, int client, ClientPart at, ClientChange change)
    {
        if (!_after.TryGetValue((histories, change.Number), out (int Histories, bool IsExplained) after))
            _after.Add((histories, change.Number), after = Find(parts.Histories![histories], client, at, change));
        return after;
    }

    /// <summary>A client that restarts has forgotten its call.</summary>
    public int Forget(int histories, int client)
    {
        if (!_forgotten.TryGetValue((histories, client), out int after))
            _forgotten.Add((histories, client), after = parts.NumberOf(parts.Histories![histories].Forget(client)));
        return after;
    }

    /// <summary>Whether the client's call may meet what has no value in the specification too.</summary>
    public bool CanGoWrong(int histories, int client)
    {
        if (!_canGoWrong.TryGetValue((histories, client), out bool can))
            _canGoWrong.Add((histories, client), can = parts.Histories![histories].CanGoWrong(client, specification));
        return can;
    }

    private (int Histories, bool IsExplained) Find(Histories histories, int client, ClientPart at, ClientChange change)
    {
        if (at.Pending is Pending.Call)
            histories = histories.Begin(client, at.State);
        if (change.IsFaulty)
            return (parts.NumberOf(histories), true);
        foreach (ClientEvent.Ended ended in change.Step.Events.OfType<ClientEvent.Ended>())
        {
            Routine proc = machine.App.Procs.First(p => p.Name == ended.Proc);
            bool hasFailed = Specification.CanFail(proc) && ended.Result.Constructor == 0;
            if (histories.End(client, ended.Result, hasFailed, specification) is not { } explained)
                return (parts.NumberOf(histories), false);
            histories = explained;
        }

        return (parts.NumberOf(histories), true);
    }
}
