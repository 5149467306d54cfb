using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Sextant.Proof.Smt;

/// <summary>
/// A conversation with one solver process. Commands are gathered and sent with the next question; each exchange ends with an
/// echo of a marker of its own, so that no reply can be taken for that of another question. One thread at a time.
/// A session dies, and stays dead, when its process ends, answers late, or says what cannot be read; it then answers unknown.
/// </summary>
internal sealed class SolverSession : IDisposable
{
    /// <summary>The solver gives up on its own a little before it is killed, so that a process is not wasted on a hard question.</summary>
    private const double SoftShare = 0.9;

    /// <summary>Models are far smaller; an endless stream stops here.</summary>
    private const int ReplyLengthMax = 16 * 1024 * 1024;

    private readonly SolverConfiguration _configuration;
    private readonly SolverDialect _dialect;
    private readonly SolverProcess _process;
    private readonly StringBuilder _pending = new();
    private CheckAnswer? _death;
    private long _exchanges;
    private long _resourceLimit;
    private bool _hasHistory;
    private bool _mayTakeBack;
    private bool _isSpent;
    private int _depth;

    /// <exception cref="SolverUnavailableException">The solver is missing or cannot be run.</exception>
    public SolverSession(SolverConfiguration configuration)
    {
        _configuration = configuration;
        _dialect = SolverDialect.Of(configuration.Kind);
        _process = SolverProcess.Start(configuration.Executable, _dialect.Arguments(configuration.MemoryMegabytes), ReplyLengthMax);
        if (_dialect.NeedsMemoryLimit)
            _process.LimitMemory(configuration.MemoryMegabytes);
    }

    public int ProcessId => _process.Id;

    /// <summary>Whether a constant map may hold what is no value of the theories, such as a named element of an uninterpreted type.</summary>
    public bool TakesElementsInConstantMaps => _configuration.Kind == SolverKind.Z3;

    /// <summary>Why the session ended, or empty.</summary>
    public string DeathReason => _death?.Reason ?? "";

    public bool IsAlive => _death is null && !_process.HasExited;

    /// <summary>
    /// Whether a limit was met while the solver was told something, before it was asked. What it knows then is not known: it answers
    /// unknown until the next reset.
    /// </summary>
    public bool IsSpent => _isSpent && IsAlive;

    /// <summary>The first complaint of the solver about what it was sent, or empty: it shows a defect of our encoding.</summary>
    public string Defect { get; private set; } = "";

    /// <summary>Whether the solver has ever given a reply that could be read.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>The steps that a check may take; zero means no limit.</summary>
    public long ResourceLimit => _resourceLimit;

    /// <summary>The steps that the last check took, in the unit of the resource limit; zero for a solver that does not tell.</summary>
    public long LastSteps { get; private set; }

    /// <summary>Forgets all declarations and assertions, and sets what holds for the checks that follow.</summary>
    /// <param name="resourceLimit">The steps that a check may take, in the solver's own unit, the same on every machine; zero means no limit.</param>
    public void Reset(Instantiation mode, long resourceLimit, int seed)
    {
        if (_configuration.TakesBack && _mayTakeBack && !_isSpent)
        {
            Send($"(pop {_depth.ToString(CultureInfo.InvariantCulture)})");
        }
        else
        {
            _pending.Clear();
            if (_hasHistory)
                _pending.Append("(reset)\n");
        }

        _isSpent = false;
        _depth = 0;
        _hasHistory = true;
        _resourceLimit = resourceLimit;
        _pending.Append(_dialect.Options(mode, resourceLimit, seed, _configuration.WallLimit * SoftShare));
        if (_configuration.TakesBack)
            Push();
        _mayTakeBack = _configuration.TakesBack;
    }

    /// <summary>The next reset starts again, whatever the configuration says.</summary>
    public void StartAgain() => _mayTakeBack = false;

    /// <summary>Sets another limit for the checks that follow, where the solver can change it; where it cannot, the one of the reset stays.</summary>
    public void Limit(long resourceLimit)
    {
        if (resourceLimit == _resourceLimit || _dialect.Limit(resourceLimit) is not { } option)
            return;
        _resourceLimit = resourceLimit;
        _pending.Append(option);
    }

    /// <summary>Takes declarations and assertions, to which solvers do not reply; they go out with the next question.</summary>
    public void Send(string commands) => _pending.Append(commands).Append('\n');

    public void SendAll(IEnumerable<string> commands)
    {
        foreach (string chunk in commands)
            Send(chunk);
    }

    public void Push()
    {
        _depth++;
        Send("(push 1)");
    }

    public void Pop()
    {
        _depth--;
        Send("(pop 1)");
    }

    /// <summary>Decides what is asserted now.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; a process that was busy then is killed, and the session dead.</exception>
    public CheckAnswer Check(CancellationToken cancellation) => Check(_dialect.Check, cancellation);

    /// <summary>The same, for a question in which equations fix most values.</summary>
    public CheckAnswer CheckFixed(CancellationToken cancellation) => Check(_dialect.CheckFixed, cancellation);

    /// <summary>Asks one question, with models, and returns what the solver then prints of the instances of quantifiers; empty for one that cannot. The session is of no use afterwards.</summary>
    public string Profile(IEnumerable<string> commands, long resourceLimit, CancellationToken cancellation)
    {
        if (_dialect.CountInstances is not { } options)
            return "";
        Reset(Instantiation.ModelBased, resourceLimit, seed: 0);
        _pending.Append(options);
        SendAll(commands);
        Check(cancellation);
        if (!IsAlive)
            return "";
        _pending.Append("(reset)\n");
        return Exchange(_configuration.WallLimit, cancellation, out _);
    }

    private CheckAnswer Check(string question, CancellationToken cancellation)
    {
        long start = Environment.TickCount64;
        ImmutableArray<SExpr> reply = Ask(question, cancellation, out CheckAnswer? failure);
        if (failure is not null)
            return failure;
        bool timeIsUp = Environment.TickCount64 - start >= _configuration.WallLimit.TotalMilliseconds * SoftShare;
        (string word, LastSteps) = reply switch
        {
            [SExpr.Atom answer] => (answer.Text, 0),
            [SExpr.List before, SExpr.Atom answer, SExpr.List after] => (answer.Text, StepsOf(after) - StepsOf(before)),
            _ => ("", 0),
        };
        return word switch
        {
            "unsat" => CheckAnswer.Unsat,
            "sat" => CheckAnswer.Sat,
            // It had given up before it was asked.
            "unknown" when _resourceLimit > 0 && LastSteps == 0 && reply.Length > 1 => Spend(),
            "unknown" when _resourceLimit > 0 && LastSteps >= _resourceLimit => UnknownReasons.OutOfResources(_resourceLimit),
            "unknown" => AskForReason(timeIsUp, cancellation),
            _ => Die(UnknownReasons.Unreadable(string.Join(' ', reply))),
        };
    }

    /// <summary>
    /// The values of terms in the model of the last check, in their order; or null when the solver could not say. To be asked
    /// after `sat`, or after `unknown` for a candidate, before anything else is sent.
    /// </summary>
    public ImmutableArray<SExpr>? GetValues(IReadOnlyList<string> terms, CancellationToken cancellation = default)
    {
        if (terms.Count == 0)
            return [];
        ImmutableArray<SExpr> reply = Ask($"(get-value ({string.Join(' ', terms)}))", cancellation, out CheckAnswer? failure);
        if (failure is not null)
            return null;
        ImmutableArray<SExpr>? values = reply is [SExpr.List pairs] && pairs.Items.Count == terms.Count ? ValuesOf(pairs) : null;
        if (values is null)
            Die(UnknownReasons.Unreadable(string.Join(' ', reply)));
        return values;
    }

    public void Dispose()
    {
        _death ??= UnknownReasons.Stopped("it was told to");
        _process.Dispose();
    }

    private static long StepsOf(SExpr.List info) =>
        info.Items is [_, SExpr.Atom { Text: var text }] && long.TryParse(text, CultureInfo.InvariantCulture, out long steps) ? steps : 0;

    private static ImmutableArray<SExpr>? ValuesOf(SExpr.List pairs)
    {
        var values = ImmutableArray.CreateBuilder<SExpr>(pairs.Items.Count);
        foreach (SExpr pair in pairs.Items)
        {
            if (pair is not SExpr.List { Items: { Count: 2 } items })
                return null;
            values.Add(items[1]);
        }
        return values.MoveToImmutable();
    }

    private CheckAnswer AskForReason(bool timeIsUp, CancellationToken cancellation)
    {
        ImmutableArray<SExpr> reply = Ask("(get-info :reason-unknown)", cancellation, out CheckAnswer? failure);
        if (failure is not null)
            return failure;
        string words = reply is [SExpr.List { Items: [_, var reason] }]
            ? reason is SExpr.String literal ? literal.Value : reason.ToString()
            : "";
        return UnknownReasons.FromSolver(words, _resourceLimit, timeIsUp, _configuration);
    }

    /// <summary>Sends what is pending and one question, and reads the reply; a failure is set when there is none to be trusted.</summary>
    private ImmutableArray<SExpr> Ask(string question, CancellationToken cancellation, out CheckAnswer? failure)
    {
        cancellation.ThrowIfCancellationRequested();
        failure = _death ?? (_isSpent ? UnknownReasons.OutOfResources(_resourceLimit) : Greet(cancellation));
        if (failure is not null)
            return [];
        _pending.Append(question).Append('\n');
        string text = Exchange(_configuration.WallLimit, cancellation, out failure);
        if (failure is not null)
            return [];
        if (FirstError(text) is { } error)
        {
            // One that says which limit it met works; it only met it.
            HasAnswered |= UnknownReasons.IsMemory(error) || UnknownReasons.IsLimit(error);
            failure = UnknownReasons.IsMemory(error) ? Die(UnknownReasons.OutOfMemory(_configuration))
                : UnknownReasons.IsLimit(error) ? Spend()
                : Reject(error);
            return [];
        }
        if (SExprReader.TryRead(text, out ImmutableArray<SExpr> reply, out _))
        {
            HasAnswered = true;
            return reply;
        }

        failure = Die(UnknownReasons.Unreadable(text));
        return [];
    }

    /// <summary>The first exchange alone waits for the process to load, and has a limit of its own.</summary>
    private CheckAnswer? Greet(CancellationToken cancellation)
    {
        if (_exchanges > 0)
            return null;
        string kept = _pending.ToString();
        _pending.Clear();
        string text = Exchange(_configuration.StartLimit, cancellation, out CheckAnswer? failure);
        _pending.Append(kept);
        return failure ?? (text.Length > 0 ? Die(UnknownReasons.Unreadable(text)) : null);
    }

    private string Exchange(TimeSpan limit, CancellationToken cancellation, out CheckAnswer? failure)
    {
        string marker = string.Create(CultureInfo.InvariantCulture, $"sextant-{_exchanges++}");
        string commands = _pending.Append("(echo \"").Append(marker).Append("\")\n").ToString();
        _pending.Clear();
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        _process.Replies.Begin(marker);
        // A failed write needs no handling of its own: what the process said or did not say tells why.
        _process.Write(commands, deadline);
        ReplyEnd end = _process.Replies.Wait(deadline, cancellation);
        failure = end == ReplyEnd.Complete ? null : Die(Describe(end, limit));
        // Ctrl+C cancels, and ends the solvers too: an answer that was lost to it is not an answer to report.
        if (failure is not null)
            cancellation.ThrowIfCancellationRequested();
        return failure is null ? _process.Replies.Take() : "";
    }

    private CheckAnswer Describe(ReplyEnd end, TimeSpan limit)
    {
        switch (end)
        {
            case ReplyEnd.TimedOut:
                return UnknownReasons.TimeOut(limit);
            case ReplyEnd.TooLong:
                return UnknownReasons.Unreadable(_process.Replies.Text);
            case ReplyEnd.Cancelled:
                return UnknownReasons.Stopped("the question was cancelled");
            default:
                string how = _process.DescribeEnd();
                string said = _process.Replies.Text;
                if (UnknownReasons.IsMemory(_process.Errors.Text) || UnknownReasons.IsMemory(said))
                    return UnknownReasons.OutOfMemory(_configuration);
                // cvc5 ends when it cannot parse what it was sent, and says so on stdout.
                return FirstError(said) is { } error ? Reject(error) : UnknownReasons.Stopped(how);
        }
    }

    private CheckAnswer Reject(string error)
    {
        if (Defect.Length == 0)
            Defect = error;
        return UnknownReasons.Rejected(error);
    }

    private CheckAnswer Spend()
    {
        _isSpent = true;
        return UnknownReasons.OutOfResources(_resourceLimit);
    }

    private CheckAnswer Die(CheckAnswer last)
    {
        _death ??= last;
        _process.Dispose();
        return last;
    }

    /// <summary>
    /// The first error in a reply, as it was printed. Looked for in the text and not among expressions, because solvers do not
    /// quote every message so that it can be read back.
    /// </summary>
    private static string? FirstError(string text)
    {
        int start = text.StartsWith("(error", StringComparison.Ordinal) ? 0 : text.IndexOf("\n(error", StringComparison.Ordinal);
        return start < 0 ? null : text[start..].Trim();
    }
}
