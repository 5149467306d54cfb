using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;

namespace Sextant.Runtime.Tests.Trees;

/// <summary>Two replicas that begin with the same chain root-a-b-c.</summary>
internal sealed class Pair
{
    public Pair(TreePolicy policy = TreePolicy.Lamport)
    {
        Paris = new ReplicatedTree(new ReplicaId(1), policy);
        Houston = new ReplicatedTree(new ReplicaId(2), policy);
        A = Paris.Add(NodeId.Root).Node;
        B = Paris.Add(A).Node;
        C = Paris.Add(B).Node;
        Exchange();
    }

    public ReplicatedTree Paris { get; }

    public ReplicatedTree Houston { get; }

    public NodeId A { get; }

    public NodeId B { get; }

    public NodeId C { get; }

    public void Exchange()
    {
        byte[] fromParis = Paris.Export(Houston.Version);
        byte[] fromHouston = Houston.Export(Paris.Version);
        Paris.Import(fromHouston).IsClean.ShouldBeTrue();
        Houston.Import(fromParis).IsClean.ShouldBeTrue();
        ShouldBeEqual(Paris, Houston);
    }

    public static void ShouldBeEqual(TreeView one, TreeView other)
    {
        Outline(other).ShouldBe(Outline(one));
        other.Version.ShouldBe(one.Version);
    }

    /// <summary>The tree as text: each node with its values, under its parent, in the order of siblings.</summary>
    public static string Outline(TreeView tree) => Outline(tree, NodeId.Root, 0);

    private static string Outline(TreeView tree, NodeId node, int depth)
        => $"{new string(' ', depth)}{node} {string.Join(' ', tree.ValuesOf(node).Select(value => $"{value.Key}={Convert.ToHexString(value.Value)}"))}\n"
            + string.Concat(tree.ChildrenOf(node).Select(child => Outline(tree, child, depth + 1)));
}
