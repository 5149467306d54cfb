using System.Runtime.CompilerServices;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees.Operations;

namespace Sextant.Runtime.Trees.Importing;

/// <summary>Changes that came before their past, each under one operation that it misses. Bounded in operations and bytes.</summary>
internal sealed class WaitingRoom(TreeLimits limits)
{
    private readonly Dictionary<OperationId, List<Change>> _byMissing = [];

    /// <summary>A change is waited for once, however often it is sent.</summary>
    private readonly HashSet<(OperationId First, int End)> _present = [];

    private long _bytes;

    public int Operations { get; private set; }

    /// <summary>Lets the change wait, or says that there is no room.</summary>
    public bool TryAdd(Change change, OperationId missing)
    {
        (OperationId, int) name = (change.IdOf(0), change.EndSequence);
        if (_present.Contains(name))
            return true;
        long bytes = BytesOf(change);
        if (Operations > limits.WaitingOperationsMax - change.Operations.Count || _bytes > limits.WaitingBytesMax - bytes)
            return false;
        _present.Add(name);
        _bytes += bytes;
        Operations += change.Operations.Count;
        if (!_byMissing.TryGetValue(missing, out List<Change>? waiting))
            _byMissing.Add(missing, waiting = []);
        waiting.Add(change);
        return true;
    }

    /// <summary>The changes that missed one of the operations of <paramref name="arrived"/>; they no longer wait.</summary>
    public List<Change> Release(Change arrived)
    {
        var released = new List<Change>();
        if (_byMissing.Count == 0)
            return released;
        for (int i = 0; i < arrived.Operations.Count; i++)
        {
            if (_byMissing.Remove(arrived.IdOf(i), out List<Change>? waiting))
                released.AddRange(waiting);
        }
        foreach (Change change in released)
        {
            Operations -= change.Operations.Count;
            _bytes -= BytesOf(change);
            _present.Remove((change.IdOf(0), change.EndSequence));
        }
        return released;
    }

    private static long BytesOf(Change change)
    {
        long bytes = (long)change.Dependencies.Count * Unsafe.SizeOf<OperationId>();
        foreach (TreeOperation operation in change.Operations)
            bytes += (operation.Position?.Length ?? 0) + ((operation.Key?.Length ?? 0) * sizeof(char)) + (operation.Value?.Length ?? 0);
        return bytes;
    }
}
