using Microsoft.Data.Sqlite;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Sqlite;
using Sextant.Runtime.Trees;

namespace Sextant.Runtime.Tests.Trees.Durability;

public sealed class SqliteTreeStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sextant-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_committed_is_there_again_and_what_was_not_is_not()
    {
        string path = Path.Combine(_folder, "trees.db");
        ReplicatedTree tree = NewTree();
        using (SqliteTreeStore store = SqliteTreeStore.Open(path, tree).Store.ShouldNotBeNull())
        {
            NodeId node = tree.Add(NodeId.Root).Node;
            store.Commit();
            tree.SetValue(node, "name", [1]);
            tree.Import(new Pair().Paris.Export());
            store.Commit();
            store.Commit();
            tree.Add(NodeId.Root);
        }
        ReplicatedTree again = NewTree();
        using (SqliteTreeStore.Open(path, again).Store.ShouldNotBeNull())
            again.OperationCount.ShouldBe(5);
        ReplicatedTree other = NewTree();
        using (SqliteTreeStore.Open(path, other, name: "another").Store.ShouldNotBeNull())
            other.OperationCount.ShouldBe(0);
    }

    [Fact]
    public void A_log_that_is_cut_anywhere_leaves_a_state_that_was_committed()
    {
        string path = Path.Combine(_folder, "trees.db");
        ReplicatedTree tree = NewTree();
        using SqliteTreeStore store = SqliteTreeStore.Open(path, tree).Store.ShouldNotBeNull();
        var committed = new List<(long Length, string Outline)> { (new FileInfo(path + "-wal").Length, Pair.Outline(tree)) };
        for (int i = 0; i < 6; i++)
        {
            tree.Add(NodeId.Root);
            store.Commit();
            committed.Add((new FileInfo(path + "-wal").Length, Pair.Outline(tree)));
        }
        byte[] database = ReadShared(path);
        byte[] log = ReadShared(path + "-wal");
        for (long length = committed[0].Length; length <= log.Length; length += 997)
        {
            string copy = Path.Combine(_folder, $"cut{length}.db");
            File.WriteAllBytes(copy, database);
            File.WriteAllBytes(copy + "-wal", log[..(int)length]);
            ReplicatedTree recovered = NewTree();
            using (SqliteTreeStore.Open(copy, recovered).Store.ShouldNotBeNull())
                Pair.Outline(recovered).ShouldBe(committed.Last(commit => commit.Length <= length).Outline);
        }
    }

    [Fact]
    public void A_damaged_row_is_reported_with_its_place()
    {
        string path = Path.Combine(_folder, "trees.db");
        ReplicatedTree tree = NewTree();
        using (SqliteTreeStore store = SqliteTreeStore.Open(path, tree).Store.ShouldNotBeNull())
        {
            tree.Add(NodeId.Root);
            store.Commit();
        }
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand update = connection.CreateCommand();
            update.CommandText = "UPDATE sextant_tree_changes SET message = x'00112233445566778899'";
            update.ExecuteNonQuery();
        }
        SqliteTreeStore.Open(path, NewTree()).Problem.ShouldBe("not an encoded change in row 1");
        string text = Path.Combine(_folder, "text");
        File.WriteAllText(text, new string('x', 5_000));
        SqliteTreeStore.Open(text, NewTree()).Problem.ShouldNotBeNull();
    }

    private static ReplicatedTree NewTree() => new(new ReplicaId(5));

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
