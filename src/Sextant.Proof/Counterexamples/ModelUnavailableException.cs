namespace Sextant.Proof.Counterexamples;

/// <summary>The solver had a model and then would not, or could not, say what is in it.</summary>
internal sealed class ModelUnavailableException : Exception;
