using System.Globalization;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Exploration.Apps;

/// <summary>Makes a report of what a search of an app found.</summary>
public sealed class AppReport
{
    public const string Liveness = "every client can finish";

    private readonly DistributedApp _app;
    private readonly AppBounds _bounds;
    private readonly BangMeaning _bang;
    private readonly List<AppModel> _models = [];
    private readonly AppModel _model;

    public AppReport(DistributedApp app, AppBounds bounds, BangMeaning bang)
    {
        _app = app;
        _bounds = bounds;
        _bang = bang;
        _model = new AppModel(app, bounds, bang);
    }

    /// <summary>How many states at most are kept as a graph, to ask whether clients can finish.</summary>
    public int MaxLivenessStates { get; init; } = 3_000_000;

    /// <summary>Whether states that differ only in which client is which are one; <see cref="SymmetricApp.WhyNot"/> must have nothing to say.</summary>
    public bool IsSymmetric { get; init; }

    /// <summary>The model for a search; where its clients came is remembered.</summary>
    public IModel Model()
    {
        var model = new AppModel(_app, _bounds, _bang);
        _models.Add(model);
        return IsSymmetric ? new SymmetricApp(model) : model;
    }

    /// <param name="bounds">Those of the search.</param>
    /// <param name="end">Why it ended, in words.</param>
    public ExplorationReport Of(SearchResult result, IEnumerable<StatedBound> bounds, string end, ulong? seed, CancellationToken cancellation)
    {
        if (IsSymmetric)
        {
            var symmetric = new SymmetricApp(_model);
            result = result with { Properties = result.Properties.Select(p => p.Path is { } path ? p with { Path = symmetric.Unfold(path) } : p).ToEquatable() };
        }

        bool isComplete = result.End == SearchEnd.Complete;
        var properties = result.Properties.Select((p, i) => Told(_model.Questions[i], p, result.End)).ToList();
        properties.AddRange(NotAsked());
        properties.Add(AskLiveness(result, cancellation));
        return new ExplorationReport(_app.Name, Stated().Concat(bounds).ToEquatable(), result.States, result.Transitions, result.Depth,
            isComplete, end, seed, properties.ToEquatable(), isComplete ? NeverRun().ToEquatable() : null);
    }

    /// <summary>Goes a path again, by the positions of its actions, and looks whether it shows what is said of the property.</summary>
    public PathAnswer Replay(string property, IReadOnlyList<int> actions, CancellationToken cancellation)
    {
        int question = _model.Questions.Items.ToList().FindIndex(q => q.Name == property);
        if (question < 0 && property != Liveness)
            return new PathAnswer.DoesNotFit($"nothing that is asked of `{_app.Name}` is called `{property}`");
        EquatableArray<PathStep> path = PathReplay.Follow(_model, actions);
        if (path.Count < actions.Count || path.Count == 0)
            return new PathAnswer.DoesNotFit(string.Create(CultureInfo.InvariantCulture, $"after {Math.Max(path.Count - 1, 0)} of its steps nothing can happen that has the number {actions.ElementAtOrDefault(path.Count)}"));
        ReadOnlySpan<byte> last = path[^1].State.Items.AsSpan();
        if (question < 0)
        {
            return new Progress(_model, MaxLivenessStates).IsStuckIn(last, cancellation) == true
                ? new PathAnswer.Shown(Verdict.Refuted, new AppTrace(_model).Of(path, "somebody can never finish"))
                : new PathAnswer.DoesNotFit("where it leads, every client can still finish");
        }

        bool isSometimes = _model.Questions[question].Kind == AppQuestionKind.Sometimes;
        if (_model.Holds(question, last) != isSometimes)
            return new PathAnswer.DoesNotFit(isSometimes ? $"where it leads, `{property}` is not true" : $"where it leads, `{property}` is not broken");
        return new PathAnswer.Shown(isSometimes ? Verdict.Proved : Verdict.Refuted, new AppTrace(_model).Of(path, isSometimes ? "" : property));
    }

    /// <summary>What the text promises and this search does not ask: whoever relies on the answer must be told.</summary>
    private IEnumerable<ExploredProperty> NotAsked()
    {
        Refinement? asked = _model.Questions.OfType<AppQuestion.Refines>().FirstOrDefault()?.Refinement;
        const string AtATime = "not asked: a search asks one promise about clients' histories; give the other an app of its own";
        foreach (Refinement refinement in _app.Refinements.Where(r => r != asked))
        {
            string message = refinement.Relation is null ? AtATime : "not asked: a search compares histories, and no relation between states";
            yield return new ExploredProperty($"refines {refinement.Abstract.Name}", "refines", Verdict.Unknown, message, refinement.Span, null, []);
        }

        if (_app.Linearizable is { } place && asked is not null)
            yield return new ExploredProperty("linearizable", "linearizable", Verdict.Unknown, AtATime, place, null, []);
    }

    private IEnumerable<StatedBound> Stated()
    {
        yield return new StatedBound("clients", _model.Machine.Clients.Count);
        yield return new StatedBound("calls", _bounds.Calls);
        yield return new StatedBound("crashes", _bounds.Crashes);
        yield return new StatedBound("restarts", _bounds.Restarts);
        if (_bounds.Failures is { } failures)
            yield return new StatedBound("failures", failures);
        if (_bounds.Steps is { } steps)
            yield return new StatedBound("steps", steps);
    }

    private ExploredProperty Told(AppQuestion question, PropertyResult result, SearchEnd end)
    {
        var told = new AppTrace(_model);
        EvaluationFault? fault = question is AppQuestion.Execution && result.Path is { } wrong ? told.FaultOn(wrong) : null;
        SourceSpan? place = question switch
        {
            AppQuestion.Execution => fault?.Span,
            AppQuestion.Stated stated => stated.Property.Span,
            AppQuestion.Refines refines => refines.Refinement.Span,
            AppQuestion.Linearizable => _app.Linearizable,
            _ => null,
        };
        string message = (question.Kind, result.Verdict) switch
        {
            (_, PropertyVerdict.Unknown) => end == SearchEnd.Decided ? "the search ended at a violation" : "a bound was hit before the answer",
            (AppQuestionKind.Sometimes, PropertyVerdict.Holds) => "it can come true",
            (AppQuestionKind.Sometimes, _) => "it never comes true",
            (_, PropertyVerdict.Holds) => "it holds in every state",
            (AppQuestionKind.Refines, _) => "clients see what the object that it refines never shows",
            (AppQuestionKind.Linearizable, _) => "clients see what no order of the calls explains",
            _ => fault?.Message ?? "it can be broken",
        };
        return new ExploredProperty(question.Name, question.Kind.ToString().ToLowerInvariant(), VerdictOf(result.Verdict), message, place,
            result.Path is { } path ? told.Of(path, question.Kind == AppQuestionKind.Sometimes ? "" : question.Name) : null,
            (result.Path ?? []).Select(s => s.Action).ToEquatable());
    }

    private ExploredProperty AskLiveness(SearchResult result, CancellationToken cancellation)
    {
        ExploredProperty Answer(Verdict verdict, string message) => new(Liveness, "liveness", verdict, message, null, null, []);
        if (result.End != SearchEnd.Complete)
            return Answer(Verdict.Unknown, "not asked: the search did not see all states");
        switch (new Progress(_model, MaxLivenessStates, IsSymmetric ? new SymmetricApp(_model) : null).Ask(cancellation))
        {
            case ProgressAnswer.Stuck stuck:
                string message = $"{_model.Machine.Clients[stuck.Client].Name} can never finish once this has happened";
                return Answer(Verdict.Refuted, message) with { Trace = new AppTrace(_model).Of(stuck.Path, message), Actions = stuck.Path.Select(s => s.Action).ToEquatable() };
            case ProgressAnswer.CallsLeftOut:
                return Answer(Verdict.Proved, "each can still get done, as far as `calls` lets it be seen");
            case ProgressAnswer.TooManyStates tooMany:
                return Answer(Verdict.Unknown, string.Create(CultureInfo.InvariantCulture, $"more than {tooMany.Limit} states"));
            default:
                return Answer(Verdict.Proved, "whatever happened, each can still get done");
        }
    }

    private static Verdict VerdictOf(PropertyVerdict verdict) => verdict switch
    {
        PropertyVerdict.Holds => Verdict.Proved,
        PropertyVerdict.Violated => Verdict.Refuted,
        _ => Verdict.Unknown,
    };

    private IEnumerable<SourceSpan> NeverRun()
    {
        HashSet<SourceSpan> visited = [.. _models.Append(_model).SelectMany(m => m.Visited)];
        return _app.Procs.SelectMany(p => Operations(p.Body)).Where(s => !visited.Contains(s)).Distinct();
    }

    private static IEnumerable<SourceSpan> Operations(IEnumerable<ProgramStatement> body) => body.SelectMany(s => s switch
    {
        ProgramStatement.Operate operate => [operate.Span],
        ProgramStatement.If branch => Operations(branch.Then).Concat(Operations(branch.Else)),
        ProgramStatement.Loop loop => Operations(loop.Before).Concat(Operations(loop.Body)).Concat(Operations(loop.After)),
        _ => Enumerable.Empty<SourceSpan>(),
    });
}

/// <summary>Whether a recorded path is one of the app, and shows what it is said to show.</summary>
public abstract record PathAnswer
{
    /// <param name="Verdict">Refuted where it breaks the property; proved where it comes to what must sometimes be true.</param>
    public sealed record Shown(Verdict Verdict, Trace Trace) : PathAnswer;

    /// <param name="Reason">One sentence without its full stop.</param>
    public sealed record DoesNotFit(string Reason) : PathAnswer;
}
