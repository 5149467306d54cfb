using Sextant.Model.Objects;
using Sextant.Model.Results;
using Sextant.Proof.Encoding;

namespace Sextant.Proof.Obligations;

/// <summary>
/// One kind of obligation of the proof rule: for what it arises, how it is stated, and what it means for the
/// designer when it holds and when it fails.
/// </summary>
internal abstract class ObligationRule
{
    public abstract CheckKind Kind { get; }

    /// <summary>The stable code of a failure.</summary>
    public abstract string Code { get; }

    /// <summary>Whether an example is asked for, in which all that is assumed holds; else a proof of each goal.</summary>
    public virtual bool AsksForExample => false;

    /// <summary>Whether a failure is said beside the verdicts and changes none: nothing that is proved relies on it.</summary>
    public virtual bool OnlyWarns => false;

    /// <summary>For what this obligation arises.</summary>
    public virtual IEnumerable<Subject> Subjects(ReplicatedObject obj) => obj.Routines.Select(o => new Subject(o));

    public Obligation State(ReplicatedObject obj, TheoryEncoder theory, Subject subject)
    {
        var script = new ScriptBuilder(theory.NewTerms(), obj.Theory);
        Write(new ObligationScript(script, obj, subject));
        return new Obligation(this, subject, script.ToItems());
    }

    public abstract string WhenItHolds(Subject subject);

    /// <summary>A sentence about one clause that fails.</summary>
    /// <param name="clause">The clause as the specification writes it.</param>
    public abstract string WhenItFails(Subject subject, Goal goal, string clause);

    /// <summary>What the designer can do about a failure.</summary>
    public abstract string Help(Subject subject);

    protected abstract void Write(ObligationScript script);
}
