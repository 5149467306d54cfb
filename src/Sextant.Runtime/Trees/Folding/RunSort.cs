namespace Sextant.Runtime.Trees.Folding;

/// <summary>
/// Sorts moves by their keys. They come in runs, each in order, as many as replicas were heard: merging neighbouring runs is quick where a
/// sort that knows nothing of runs is at its worst.
/// </summary>
internal sealed class RunSort
{
    private readonly List<int> _ends = [];
    private ulong[] _keys = [];
    private int[] _moves = [];

    /// <summary>Sorts the first <paramref name="count"/> entries of both arrays, which may be exchanged for others.</summary>
    public void Sort(ref ulong[] keys, ref int[] moves, int count)
    {
        FindRuns(keys.AsSpan(0, count));
        if (_ends.Count < 2)
            return;
        if (_keys.Length < keys.Length)
        {
            _keys = new ulong[keys.Length];
            _moves = new int[keys.Length];
        }
        while (_ends.Count > 1)
        {
            MergePairs(keys, moves);
            (keys, _keys) = (_keys, keys);
            (moves, _moves) = (_moves, moves);
        }
    }

    private void FindRuns(ReadOnlySpan<ulong> keys)
    {
        _ends.Clear();
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] < keys[i - 1])
                _ends.Add(i);
        }
        _ends.Add(keys.Length);
    }

    /// <summary>Merges the first run with the second, the third with the fourth, and so on, into the other arrays.</summary>
    private void MergePairs(ulong[] keys, int[] moves)
    {
        int merged = 0;
        int begin = 0;
        for (int run = 0; run < _ends.Count; run += 2)
        {
            int middle = _ends[run];
            int end = run + 1 < _ends.Count ? _ends[run + 1] : middle;
            Merge(keys, moves, begin, middle, end);
            _ends[merged++] = end;
            begin = end;
        }
        _ends.RemoveRange(merged, _ends.Count - merged);
    }

    private void Merge(ulong[] keys, int[] moves, int begin, int middle, int end)
    {
        int left = begin;
        int right = middle;
        for (int to = begin; to < end; to++)
        {
            bool takeLeft = right == end || (left < middle && keys[left] < keys[right]);
            int from = takeLeft ? left++ : right++;
            _keys[to] = keys[from];
            _moves[to] = moves[from];
        }
    }
}
