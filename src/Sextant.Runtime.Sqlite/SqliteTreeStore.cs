using System.Globalization;
using Microsoft.Data.Sqlite;
using Sextant.Runtime.Causality;
using Sextant.Runtime.Trees;
using Sextant.Runtime.Trees.Importing;

namespace Sextant.Runtime.Sqlite;

/// <summary>What opening a store found: the store, or why the database cannot be used.</summary>
public sealed record StoreOpening(SqliteTreeStore? Store, string? Problem);

/// <summary>
/// Keeps a tree in a table of an SQLite database, beside whatever else an application has there. What <see cref="Commit"/> has
/// returned from survives a crash. A replica commits before it sends: numbers of operations that others have seen must not be given again.
/// </summary>
public sealed class SqliteTreeStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly ReplicatedTree _tree;
    private readonly string _name;
    private VersionVector _committed;

    static SqliteTreeStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteTreeStore(SqliteConnection connection, ReplicatedTree tree, string name)
    {
        _connection = connection;
        _tree = tree;
        _name = name;
        _committed = tree.Version;
    }

    /// <summary>Opens or creates the database and brings the tree, which has nothing yet, to what was committed last.</summary>
    /// <param name="path">The file of the database.</param>
    /// <param name="tree">The replica to bring up.</param>
    /// <param name="name">Tells several trees of one database apart.</param>
    public static StoreOpening Open(string path, ReplicatedTree tree, string name = "tree")
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            Execute(connection, """
                CREATE TABLE IF NOT EXISTS sextant_tree_changes (
                    id INTEGER PRIMARY KEY,
                    tree TEXT NOT NULL,
                    message BLOB NOT NULL)
                """);
            if (Read(connection, tree, name) is { } problem)
            {
                connection.Dispose();
                return new StoreOpening(null, problem);
            }
            return new StoreOpening(new SqliteTreeStore(connection, tree, name), null);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            return new StoreOpening(null, e.Message);
        }
    }

    /// <summary>Writes what the tree has gained since the last commit, and returns when the database has it.</summary>
    public void Commit()
    {
        VersionVector version = _tree.Version;
        if (version.Equals(_committed))
            return;
        using SqliteCommand insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO sextant_tree_changes (tree, message) VALUES ($tree, $message)";
        insert.Parameters.AddWithValue("$tree", _name);
        insert.Parameters.AddWithValue("$message", _tree.Export(_committed));
        insert.ExecuteNonQuery();
        _committed = version;
    }

    public void Dispose() => _connection.Dispose();

    private static string? Read(SqliteConnection connection, ReplicatedTree tree, string name)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT id, message FROM sextant_tree_changes WHERE tree = $tree ORDER BY id";
        select.Parameters.AddWithValue("$tree", name);
        using SqliteDataReader rows = select.ExecuteReader();
        while (rows.Read())
        {
            ImportResult result = tree.Import((byte[])rows[1]);
            if (result.Refusals.Count > 0)
                return string.Create(CultureInfo.InvariantCulture, $"{result.Refusals[0].Reason} in row {rows.GetInt64(0)}");
        }
        return null;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
