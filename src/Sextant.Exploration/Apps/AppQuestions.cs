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
    public const int Nothing = -1;

    private readonly AppMachine _machine;
    private readonly AppQuestion.Stated[] _always;

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
        _always = [.. questions.OfType<AppQuestion.Stated>().Where(q => q.Kind == AppQuestionKind.Always)];
        History = questions.FindIndex(q => q.Kind is AppQuestionKind.Refines or AppQuestionKind.Linearizable);
        Specification = History < 0 ? null : questions[History] switch
        {
            AppQuestion.Refines refines => new ObjectSpecification(machine, refines.Refinement.Abstract),
            _ => new AtomicProcs(machine),
        };
    }

    public EquatableArray<AppQuestion> All { get; }

    /// <summary>The number of the question about histories, or -1.</summary>
    public int History { get; }

    public Specification? Specification { get; }

    /// <summary>Whether clients' histories matter, so that the beginnings of their calls do.</summary>
    public static bool HasHistories(DistributedApp app) => app.Linearizable is not null || app.Refinements.Any(r => r.Relation is null);

    /// <summary>The first question that the state answers with no, or <see cref="Nothing"/>.</summary>
    public int Broken(AppState before, AppState after)
    {
        foreach (AppQuestion.Stated question in _always)
        {
            Decision decision = Ask(question, before, after);
            if (decision.Holds is null)
                return 0;
            if (decision.Holds == false)
                return All.Items.IndexOf(question);
        }

        return Nothing;
    }

    public bool IsTrue(int question, AppState state) => Ask((AppQuestion.Stated)All[question], state, state).Holds == true;

    private Decision Ask(AppQuestion.Stated question, AppState before, AppState after) => question.Object is { } number
        ? _machine.Objects[number].Machine.Holds(question.Property, before.Objects[number].Committed, after.Objects[number].Committed)
        : _machine.Holds(question.Property, before.Committed(), after.Committed(), after.Clients);

    private static string NameOf(ProgramProperty property, string? owner)
    {
        string name = property.Name ?? property.Kind.ToString().ToLowerInvariant();
        return owner is null ? name : $"{owner}.{name}";
    }
}
