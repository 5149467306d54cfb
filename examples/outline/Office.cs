using System.Text;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Editing;
using Sextant.Runtime.Trees.Losing;

namespace Sextant.Examples.Outline;

/// <summary>One place that edits the outline: a replica with a name.</summary>
internal sealed class Office(string name, ulong id)
{
    private const string Text = "text";

    public string Name { get; } = name;

    public ReplicatedTree Tree { get; } = new(new ReplicaId(id));

    /// <summary>Makes the edit that the page asks for; returns why it cannot be made, or null.</summary>
    public string? Edit(EditRequest request)
    {
        EditRefusal refusal = request.Kind switch
        {
            "add" => Add(Node(request.Node), request.Text ?? ""),
            "text" => Tree.SetValue(Node(request.Node), Text, Encoding.UTF8.GetBytes(request.Text ?? "")).Refusal,
            "under" => Tree.Move(Node(request.Node), Node(request.Target)).Refusal,
            "before" => MoveBefore(Node(request.Node), Node(request.Target)),
            "remove" => Tree.Remove(Node(request.Node)).Refusal,
            "undo" => Tree.Undo(),
            "redo" => Tree.Redo(),
            "again" => Again(request.Node),
            _ => EditRefusal.NothingToDo,
        };
        return Sentence(refusal);
    }

    public OfficeView View(IReadOnlyList<Office> offices) => new(
        Name, [.. Tree.ChildrenOf(NodeId.Root).Select(ViewOf)], [.. Tree.LostMoves().Where(IsOwn).Select(lost => ViewOf(lost, offices))]);

    private EditRefusal Add(NodeId parent, string text)
    {
        EditRefusal refusal = EditRefusal.None;
        Tree.Together(() =>
        {
            TreeEdit added = Tree.Add(parent);
            refusal = added.IsDone ? Tree.SetValue(added.Node, Text, Encoding.UTF8.GetBytes(text)).Refusal : added.Refusal;
        });
        return refusal;
    }

    private EditRefusal MoveBefore(NodeId node, NodeId sibling)
        => Tree.ParentOf(sibling) is { } parent ? Tree.Move(node, parent, SiblingPlace.Before(sibling)).Refusal : EditRefusal.NotLive;

    private EditRefusal Again(string? move)
        => Tree.LostMoves().FirstOrDefault(lost => string.Equals(lost.Move.ToString(), move, StringComparison.Ordinal)) is { } found
            ? Tree.Resubmit(found).Refusal
            : EditRefusal.NothingToDo;

    private static string? Sentence(EditRefusal refusal) => refusal switch
    {
        EditRefusal.None => null,
        EditRefusal.Cycle => "the new place is under the line itself",
        EditRefusal.UnknownNode or EditRefusal.NotLive => "the line is not there any more",
        EditRefusal.NothingToDo => "there is nothing to do",
        _ => refusal.ToString(),
    };

    private bool IsOwn(LostMove lost) => lost.Move.Replica == Tree.Replica;

    private LineView ViewOf(NodeId node) => new(node.ToString(), TextOf(node), [.. Tree.ChildrenOf(node).Select(ViewOf)]);

    private LostView ViewOf(LostMove lost, IReadOnlyList<Office> offices)
    {
        string winner = offices.FirstOrDefault(office => office.Tree.Replica == lost.Winner?.Replica)?.Name ?? "an earlier lost move";
        string reason = lost.Reason switch
        {
            LossReason.Cycle => "it would have closed a cycle with a move of",
            LossReason.Superseded => "the same line was moved by",
            _ => "its new place was removed by",
        };
        return new LostView(lost.Move.ToString(), $"“{TextOf(lost.Node)}” under “{TextOf(lost.Target)}”: {reason} {winner}");
    }

    private string TextOf(NodeId node) => node == NodeId.Root
        ? "the top"
        : Tree.ValueOf(node, Text) is { } text ? Encoding.UTF8.GetString(text) : "";

    /// <summary>The node that the page names; one that nobody added when the name is none.</summary>
    private NodeId Node(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return NodeId.Root;
        return Tree.Nodes().FirstOrDefault(node => string.Equals(node.ToString(), name, StringComparison.Ordinal), new NodeId(Tree.Replica, int.MaxValue));
    }
}
