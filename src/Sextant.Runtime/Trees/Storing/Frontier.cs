using Sextant.Runtime.Causality;

namespace Sextant.Runtime.Trees.Storing;

/// <summary>The operations that no other depends on: together with their pasts they are all there is.</summary>
internal sealed class Frontier
{
    private readonly Dictionary<ReplicaId, int> _heads = [];

    /// <summary>What the next change of <paramref name="replica"/> depends on besides its own last operation.</summary>
    public List<OperationId> DependenciesFor(ReplicaId replica)
    {
        var dependencies = new List<OperationId>();
        foreach ((ReplicaId head, int sequence) in _heads)
        {
            if (head != replica)
                dependencies.Add(new OperationId(head, sequence));
        }
        dependencies.Sort();
        return dependencies;
    }

    public void Advance(OperationId last, IReadOnlyList<OperationId> dependencies)
    {
        foreach (OperationId dependency in dependencies)
        {
            if (_heads.TryGetValue(dependency.Replica, out int sequence) && sequence <= dependency.Sequence)
                _heads.Remove(dependency.Replica);
        }
        _heads[last.Replica] = last.Sequence;
    }
}
