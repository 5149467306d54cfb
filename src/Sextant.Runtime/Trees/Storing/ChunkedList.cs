namespace Sextant.Runtime.Trees.Storing;

/// <summary>
/// A list that only grows, in chunks that stay where they are: growing neither copies what is there nor asks for memory that is not
/// used soon. The first chunk begins small, because most trees are.
/// </summary>
internal sealed class ChunkedList<T>
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private T[][] _chunks = [new T[16]];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Add(in T item)
    {
        int chunk = Count >> ChunkBits;
        int index = Count & (ChunkSize - 1);
        if (chunk == _chunks.Length)
            Array.Resize(ref _chunks, chunk * 2);
        if (chunk == 0 && index == _chunks[0].Length)
            Array.Resize(ref _chunks[0], index * 2);
        else if (chunk > 0 && index == 0)
            _chunks[chunk] = new T[ChunkSize];
        _chunks[chunk][index] = item;
        Count++;
    }
}
