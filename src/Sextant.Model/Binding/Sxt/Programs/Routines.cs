using Sextant.Model.Expressions;
using Sextant.Model.Objects;
using Sextant.Syntax.Diagnostics;
using Sextant.Syntax.Sxt.Ast;

namespace Sextant.Model.Binding.Sxt.Programs;

/// <summary>What methods, procs and clients have in common when they are declared.</summary>
internal static class Routines
{
    /// <summary>A routine with types for its parameters and result: those that are written, and open ones.</summary>
    public static RoutineBinding Declare(Member.Routine routine, ProgramScope scope, Inference inference)
    {
        SxtType result = (routine.Result is null ? null : scope.Types.Bind(routine.Result)) ?? inference.NewType();
        var binding = new RoutineBinding(routine.Name, routine.Span, routine.Body, inference.NewVariable(routine.Name.Text, routine.Name.Span, result, VariableRole.Result));
        foreach (Parameter parameter in routine.Parameters)
        {
            SxtType type = (parameter.Type is null ? null : scope.Types.Bind(parameter.Type)) ?? inference.NewType();
            binding.Parameters.Add(inference.NewVariable(parameter.Name.Text, parameter.Name.Span, type, VariableRole.Parameter));
        }

        return binding;
    }

    /// <summary>The place of a routine's body, with its parameters.</summary>
    public static Place Place(RoutineBinding routine, PlaceKind kind, Place outer, ProgramScope scope)
    {
        var place = new Place(kind, outer) { Routine = routine };
        foreach (ProgramVariable parameter in routine.Parameters)
            scope.Declare(place, new Identifier(parameter.Span, parameter.Name), Named.Of(parameter));
        return place;
    }

    /// <param name="place">Where the relation stands, in which the other object gets a name.</param>
    public static Func<Refinement> Refinement(Member.Refines refines, AtomicInstance other, Place place, ProgramScope scope)
    {
        if (refines.Relation is null || refines.As is null)
            return () => new Refinement(other.Build(), null, null, refines.Span);
        ProgramVariable state = scope.Terms.Inference.NewVariable(refines.As.Text, refines.As.Span, other.StateType, VariableRole.State);
        var inner = new Place(PlaceKind.Property, place);
        scope.Declare(inner, refines.As, new Named(at => new Term(new ObjectType(other), at, () => Formula.Zero(at)) { State = () => state.Read(at).Value() }, refines.As.Span));
        Term? relation = scope.Terms.Condition(refines.Relation, inner);
        return () => new Refinement(other.Build(), state.Symbol, relation!.Value(), refines.Span);
    }
}
