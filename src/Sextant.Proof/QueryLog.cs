using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// Writes every question as a file that a solver answers alone. Names begin with the number of the obligation, so that they
/// are the same in every run whatever ran first; what is asked twice under one name is asked in the same order in every run, and numbered.
/// </summary>
internal sealed class QueryLog
{
    private readonly string _directory;
    private readonly SolverKind _kind;
    private readonly ConcurrentDictionary<string, int> _written = new(StringComparer.Ordinal);

    public QueryLog(string directory, SolverKind kind)
    {
        _directory = directory;
        _kind = kind;
        Directory.CreateDirectory(directory);
    }

    /// <param name="name">Made of letters, digits, dots and dashes by replacing all others.</param>
    /// <param name="resourceLimit">What the question may take, as <see cref="SolverSession.Reset"/> says.</param>
    public void Write(string name, Instantiation mode, long resourceLimit, IEnumerable<string> commands, int seed = 0)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"; {name}\n");
        text.Append(SolverDialect.Of(_kind).Options(mode, resourceLimit, seed, TimeSpan.FromMinutes(1)));
        foreach (string chunk in commands)
            text.Append(chunk);
        text.Append("(check-sat)\n");
        string file = FileName(name);
        int times = _written.AddOrUpdate(file, 1, (_, n) => n + 1);
        File.WriteAllText(Path.Combine(_directory, (times == 1 ? file : string.Create(CultureInfo.InvariantCulture, $"{file}-{times}")) + ".smt2"), text.ToString());
    }

    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
}

/// <summary>Gives each series of questions about an object a folder of its own.</summary>
/// <param name="directory">Null where nothing is written.</param>
internal sealed class QueryLogs(string? directory, SolverKind kind)
{
    private readonly Dictionary<string, int> _begun = new(StringComparer.Ordinal);

    /// <param name="name">The folder's name; a series that is not the first of its name has a number too.</param>
    public QueryLog? Begin(string name)
    {
        if (directory is null)
            return null;
        int times = _begun[name] = _begun.GetValueOrDefault(name) + 1;
        return new QueryLog(Path.Combine(directory, times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{times}")), kind);
    }
}
