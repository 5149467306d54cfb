using System.Globalization;
using System.Text;
using Sextant.Proof.Smt;

namespace Sextant.Proof;

/// <summary>
/// Writes every question as a file that a solver answers alone. Names begin with the number of the obligation, so that they
/// are the same in every run whatever ran first.
/// </summary>
internal sealed class QueryLog
{
    private readonly string _directory;
    private readonly SolverKind _kind;
    private readonly long _resourceLimit;

    public QueryLog(string directory, SolverKind kind, long resourceLimit)
    {
        _directory = directory;
        _kind = kind;
        _resourceLimit = resourceLimit;
        Directory.CreateDirectory(directory);
    }

    /// <param name="name">Made of letters, digits, dots and dashes by replacing all others.</param>
    public void Write(string name, Instantiation mode, IEnumerable<string> commands)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"; {name}\n");
        text.Append(SolverDialect.Of(_kind).Options(mode, _resourceLimit, seed: 0, TimeSpan.FromMinutes(1)));
        foreach (string chunk in commands)
            text.Append(chunk);
        text.Append("(check-sat)\n");
        File.WriteAllText(Path.Combine(_directory, FileName(name)), text.ToString());
    }

    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')) + ".smt2";
}
