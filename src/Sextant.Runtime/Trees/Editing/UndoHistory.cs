namespace Sextant.Runtime.Trees.Editing;

/// <summary>
/// The steps that take back this replica's own edits, the last first. An undo is made of edits itself; what takes those back
/// becomes the redo. A new edit ends what can be redone.
/// </summary>
internal sealed class UndoHistory
{
    private readonly List<UndoStep> _undo = [];
    private readonly List<UndoStep> _redo = [];
    private List<UndoStep> _recording;
    private bool _isGrouped;
    private bool _groupHasBegun;
    private bool _isTakingBack;

    public UndoHistory() => _recording = _undo;

    public bool CanUndo => _undo.Count > 0;

    public bool CanRedo => _redo.Count > 0;

    public void Record(int operation, int before)
    {
        if (!_isTakingBack)
            _redo.Clear();
        _recording.Add(new UndoStep(operation, before, !(_isGrouped && _groupHasBegun)));
        _groupHasBegun = true;
    }

    /// <summary>What is recorded during the edits is taken back as one.</summary>
    public void Together(Action edits)
    {
        if (_isGrouped)
        {
            edits();
            return;
        }
        _isGrouped = true;
        _groupHasBegun = false;
        try
        {
            edits();
        }
        finally
        {
            _isGrouped = false;
        }
    }

    /// <summary>Hands the steps of the last edit, the last first, to <paramref name="apply"/>. False when there is none.</summary>
    public bool Undo(Action<UndoStep> apply) => TakeBack(_undo, _redo, apply);

    public bool Redo(Action<UndoStep> apply) => TakeBack(_redo, _undo, apply);

    /// <summary>Operations have new indices, or (-1) are gone; with one that is gone goes all that was done before.</summary>
    public void Renumber(int[] indexAfter)
    {
        Renumber(_undo, indexAfter);
        Renumber(_redo, indexAfter);
    }

    private static void Renumber(List<UndoStep> steps, int[] indexAfter)
    {
        int After(int operation) => operation < 0 ? operation : indexAfter[operation];
        int lastGone = steps.FindLastIndex(step => After(step.Operation) < 0 || (step.Before >= 0 && After(step.Before) < 0));
        int firstWhole = lastGone < 0 ? 0 : steps.FindIndex(lastGone + 1, step => step.BeginsGroup);
        steps.RemoveRange(0, firstWhole < 0 ? steps.Count : firstWhole);
        for (int i = 0; i < steps.Count; i++)
            steps[i] = steps[i] with { Operation = After(steps[i].Operation), Before = After(steps[i].Before) };
    }

    private bool TakeBack(List<UndoStep> from, List<UndoStep> to, Action<UndoStep> apply)
    {
        if (from.Count == 0)
            return false;
        int first = from.FindLastIndex(step => step.BeginsGroup);
        List<UndoStep> steps = from.GetRange(first, from.Count - first);
        from.RemoveRange(first, steps.Count);
        steps.Reverse();
        _recording = to;
        _isTakingBack = true;
        try
        {
            Together(() => steps.ForEach(apply));
        }
        finally
        {
            _recording = _undo;
            _isTakingBack = false;
        }
        return true;
    }
}
