using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using SpecifiedKind = Sextant.Syntax.Sxt.Ast.PropertyKind;

namespace Sextant.Exploration.Apps;

/// <summary>Something that is asked of an app.</summary>
/// <param name="Name">As the text names it, or its kind.</param>
public abstract record AppQuestion(string Name, AppQuestionKind Kind)
{
    /// <summary>Every client can be run: no method meets what has no value.</summary>
    public sealed record Execution() : AppQuestion("nothing goes wrong", AppQuestionKind.Always);

    /// <param name="Object">Whose it is; null where it is the app's.</param>
    public sealed record Stated(ProgramProperty Property, int? Object, string Name)
        : AppQuestion(Name, Property.Kind == SpecifiedKind.Sometimes ? AppQuestionKind.Sometimes : AppQuestionKind.Always);

    public sealed record Refines(Refinement Refinement) : AppQuestion($"refines {Refinement.Abstract.Name}", AppQuestionKind.Refines);

    public sealed record Linearizable() : AppQuestion("linearizable", AppQuestionKind.Linearizable);

    internal Property ToProperty() => new(Name, Kind == AppQuestionKind.Sometimes ? PropertyKind.Sometimes : PropertyKind.Always);
}

public enum AppQuestionKind
{
    Always,
    Sometimes,
    Refines,
    Linearizable,
    Liveness,
}

/// <summary>What is asked of an app, and which of it a state breaks.</summary>
internal sealed class AppQuestions
{
    /// <summary>So many can be asked of one app.</summary>
    public const int MaxCount = 64;

    /// <summary>That nothing goes wrong.</summary>
    public const ulong Execution = 1;

    private readonly AppMachine _machine;
    /// <summary>What must hold in every state, with its number.</summary>
    private readonly (int Number, AppQuestion.Stated Question)[] _always;

    public AppQuestions(AppMachine machine)
    {
        _machine = machine;
        DistributedApp app = machine.App;
        var questions = new List<AppQuestion> { new AppQuestion.Execution() };
        foreach (AppObject obj in machine.Objects)
            questions.AddRange(obj.Machine.Object.Properties.Select(p => new AppQuestion.Stated(p, obj.Number, NameOf(p, obj.Name == "this" ? null : obj.Name))));
        questions.AddRange(app.Properties.Select(p => new AppQuestion.Stated(p, null, NameOf(p, null))));
        // Histories are compared with one specification; where there are two promises, each is a search of its own.
        if (app.Refinements.FirstOrDefault(r => r.Relation is null) is { } refinement)
            questions.Add(new AppQuestion.Refines(refinement));
        else if (app.Linearizable is not null)
            questions.Add(new AppQuestion.Linearizable());
        All = questions.ToEquatable();
        _always = [.. questions.Select((q, i) => (i, q as AppQuestion.Stated)).Where(q => q.Item2?.Kind == AppQuestionKind.Always).Select(q => (q.i, q.Item2!))];
        int history = questions.FindIndex(q => q.Kind is AppQuestionKind.Refines or AppQuestionKind.Linearizable);
        History = history < 0 ? 0 : 1ul << history;
        Specification = history < 0 ? null : questions[history] switch
        {
            AppQuestion.Refines refines => new ObjectSpecification(machine, refines.Refinement.Abstract),
            _ => new AtomicProcs(machine),
        };
    }

    public EquatableArray<AppQuestion> All { get; }

    /// <summary>The bit of the question about histories, or 0.</summary>
    public ulong History { get; }

    public Specification? Specification { get; }

    /// <summary>Whether clients' histories matter, so that the beginnings of their calls do.</summary>
    public static bool HasHistories(DistributedApp app) => app.Linearizable is not null || app.Refinements.Any(r => r.Relation is null);

    /// <summary>Whether no step can answer any of them with no, whatever it is.</summary>
    public bool HoldAlways => _always.Length == 0;

    /// <summary>Whether one of them compares a state with the one before.</summary>
    public bool SpeakOfSteps => Array.Exists(_always, q => q.Question.Property.ReadsBefore);

    /// <summary>Whether one of them speaks of clients' local fields, of one client or of all.</summary>
    public bool SpeakOfFields => All.OfType<AppQuestion.Stated>().Any(q => q.Object is null && (_machine.ReadsLocals(q.Property) || _machine.ReadsClients(q.Property)));

    /// <summary>The questions that a step answers with no, one bit each; where one has no answer, something goes wrong.</summary>
    /// <param name="before">The committed states of the objects.</param>
    /// <param name="clients">After the step; none where nothing speaks of their fields.</param>
    public ulong Broken(Datum[] before, Datum[] after, ClientState[] clients)
    {
        ulong broken = 0;
        foreach ((int number, AppQuestion.Stated question) in _always)
            broken |= Ask(question, before, after, clients).Holds switch { null => Execution, false => 1ul << number, true => 0 };
        return broken;
    }

    public bool IsTrue(int question, Datum[] committed, ClientState[] clients) => Ask((AppQuestion.Stated)All[question], committed, committed, clients).Holds == true;

    private Decision Ask(AppQuestion.Stated question, Datum[] before, Datum[] after, ClientState[] clients) => question.Object is { } number
        ? _machine.Objects[number].Machine.Holds(question.Property, before[number], after[number])
        : _machine.Holds(question.Property, before, after, clients);

    private static string NameOf(ProgramProperty property, string? owner)
    {
        string name = property.Name ?? property.Kind.ToString().ToLowerInvariant();
        return owner is null ? name : $"{owner}.{name}";
    }
}
