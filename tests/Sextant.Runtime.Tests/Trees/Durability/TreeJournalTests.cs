using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Durability;

namespace Sextant.Runtime.Tests.Trees.Durability;

public sealed class TreeJournalTests : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly List<(long Length, string Outline)> _commits = [];

    public TreeJournalTests()
    {
        ReplicatedTree tree = NewTree();
        TreeJournal journal = TreeJournal.Open(_stream, tree).Journal.ShouldNotBeNull();
        _commits.Add((_stream.Length, Pair.Outline(tree)));
        var pair = new Pair();
        for (int i = 0; i < 4; i++)
        {
            NodeId node = tree.Add(NodeId.Root).Node;
            tree.SetValue(node, "name", [(byte)i]);
            if (i == 2)
                tree.Import(pair.Paris.Export());
            journal.Commit();
            journal.Commit();
            _commits.Add((_stream.Length, Pair.Outline(tree)));
        }
    }

    public void Dispose() => _stream.Dispose();

    [Fact]
    public void A_crash_at_any_byte_loses_nothing_that_was_committed()
    {
        byte[] bytes = _stream.ToArray();
        for (int length = 0; length <= bytes.Length; length++)
        {
            using var cut = new MemoryStream();
            cut.Write(bytes.AsSpan(0, length));
            ReplicatedTree tree = NewTree();
            JournalOpening opening = TreeJournal.Open(cut, tree);
            opening.Problem.ShouldBeNull();
            (long committed, string outline) = _commits.LastOrDefault(commit => commit.Length <= length, (0, _commits[0].Outline));
            Pair.Outline(tree).ShouldBe(outline);
            opening.BytesCut.ShouldBe(length - committed);
            tree.Add(NodeId.Root).IsDone.ShouldBeTrue();
            opening.Journal!.Commit();
            ReplicatedTree again = NewTree();
            TreeJournal.Open(cut, again).BytesCut.ShouldBe(0);
            Pair.Outline(again).ShouldBe(Pair.Outline(tree));
        }
    }

    [Fact]
    public void Zeros_that_a_crash_left_at_the_end_are_cut()
    {
        _stream.SetLength(_stream.Length + 100);
        ReplicatedTree tree = NewTree();
        TreeJournal.Open(_stream, tree).BytesCut.ShouldBe(100);
        Pair.Outline(tree).ShouldBe(_commits[^1].Outline);
    }

    [Fact]
    public void Damage_before_the_last_record_is_reported_with_its_place_and_nothing_is_touched()
    {
        byte[] bytes = _stream.ToArray();
        for (int at = 0; at < _commits[^2].Length; at++)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 1;
            using var stream = new MemoryStream(damaged);
            JournalOpening opening = TreeJournal.Open(stream, NewTree());
            opening.Journal.ShouldBeNull();
            long record = _commits.Last(commit => commit.Length <= Math.Max(at, _commits[0].Length)).Length;
            opening.Problem.ShouldBe(at < _commits[0].Length ? "not a journal of a tree" : $"a damaged record at byte {record}");
            stream.ToArray().ShouldBe(damaged);
        }
    }

    [Fact]
    public void A_journal_survives_on_a_file()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            ReplicatedTree tree = NewTree();
            using (TreeJournal journal = TreeJournal.Open(path, tree).Journal.ShouldNotBeNull())
            {
                tree.Add(NodeId.Root);
                journal.Commit();
                tree.Add(NodeId.Root);
            }
            ReplicatedTree again = NewTree();
            using (TreeJournal journal = TreeJournal.Open(path, again).Journal.ShouldNotBeNull())
                again.OperationCount.ShouldBe(1);
            File.WriteAllText(path, "something else");
            TreeJournal.Open(path, NewTree()).Problem.ShouldBe("not a journal of a tree");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ReplicatedTree NewTree() => new(new ReplicaId(5));
}
