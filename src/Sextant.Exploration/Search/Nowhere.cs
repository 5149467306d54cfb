namespace Sextant.Exploration.Search;

/// <summary>Takes states and keeps none, for whoever wants to know only what a model does.</summary>
internal sealed class Nowhere : ISuccessors
{
    public static readonly Nowhere Instance = new();

    public void Add(ReadOnlySpan<byte> state)
    {
    }
}
