using Sextant.Model.Expressions;
using Sextant.Model.Objects;

namespace Sextant.Proof.Encoding;

/// <summary>Something that a script assumes, in terms of the specification: what a solver is told as text can be evaluated so.</summary>
/// <param name="Env">The terms whose values the condition reads.</param>
internal sealed record Fact(Expr Condition, Env Env);

/// <summary>A run of an operation that a script assumes.</summary>
/// <param name="Replica">Who runs it.</param>
/// <param name="Before">The state, and the arguments or the incoming state.</param>
/// <param name="IsArrival">Whether another replica ran it and it arrives here, where nobody asks whether it may run.</param>
internal sealed record OperationRun(Operation Operation, int Replica, Env Before, Env After, bool IsArrival = false);
