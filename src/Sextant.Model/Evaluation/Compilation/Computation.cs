using Sextant.Model.Evaluation.Values;

namespace Sextant.Model.Evaluation.Compilation;

/// <summary>Computes a value from the slots of a frame.</summary>
internal delegate Datum Computation(Frame frame);

/// <summary>Decides a condition on the slots of a frame.</summary>
internal delegate bool Condition(Frame frame);
