using Sextant.Model.Evaluation.Programs;
using Sextant.Model.Evaluation.Values;

namespace Sextant.Exploration.Apps;

/// <summary>
/// What questions say, found out once for each view. A view is what they can speak of: the numbers of the objects' committed
/// states and, where one of them speaks of local fields, those of the clients' fields.
/// </summary>
internal sealed class AppAnswers
{
    private const int EntryBytes = 40;

    private readonly AppQuestions _questions;
    private readonly AppParts _parts;

    /// <summary>Views by number: by that of all but the last part, and the last part.</summary>
    private readonly Dictionary<ulong, int> _views = [];

    /// <summary>By the numbers of the views before and after, or of the latter alone where nothing speaks of steps.</summary>
    private readonly Dictionary<ulong, ulong> _broken = [];

    /// <summary>By question and view.</summary>
    private readonly Dictionary<ulong, bool> _isTrue = [];

    public AppAnswers(AppQuestions questions, AppParts parts)
    {
        _questions = questions;
        _parts = parts;
        SpeakOfFields = questions.SpeakOfFields;
        SpeakOfSteps = questions.SpeakOfSteps;
        HoldAlways = questions.HoldAlways;
        Length = parts.Objects.Length + (SpeakOfFields ? parts.Clients.Length : 0);
    }

    /// <summary>How many parts a view has.</summary>
    public int Length { get; }

    public bool SpeakOfFields { get; }

    /// <summary>Whether a step from a view to itself can be answered with no where the step to it was not.</summary>
    public bool SpeakOfSteps { get; }

    /// <summary>Whether no step can be answered with no.</summary>
    public bool HoldAlways { get; }

    /// <summary>Memory, about.</summary>
    public long Size => (_views.Count + _broken.Count + _isTrue.Count) * (long)EntryBytes;

    public void Clear()
    {
        _views.Clear();
        _broken.Clear();
        _isTrue.Clear();
    }

    /// <summary>The questions that a step between these views answers with no, one bit each.</summary>
    public ulong Broken(ReadOnlySpan<int> before, ReadOnlySpan<int> after)
    {
        if (HoldAlways)
            return 0;
        ulong key = Key(SpeakOfSteps ? NumberOf(before) : 0, NumberOf(after));
        if (!_broken.TryGetValue(key, out ulong broken))
            _broken.Add(key, broken = _questions.Broken(CommittedIn(before), CommittedIn(after), ClientsIn(after)));
        return broken;
    }

    /// <summary>Whether what must sometimes be true is true here.</summary>
    public bool IsTrue(int question, ReadOnlySpan<int> view)
    {
        ulong key = Key(question, NumberOf(view));
        if (!_isTrue.TryGetValue(key, out bool isTrue))
            _isTrue.Add(key, isTrue = _questions.IsTrue(question, CommittedIn(view), ClientsIn(view)));
        return isTrue;
    }

    private int NumberOf(ReadOnlySpan<int> view)
    {
        int number = 0;
        foreach (int part in view)
        {
            ulong key = Key(number, part);
            if (!_views.TryGetValue(key, out number))
                _views.Add(key, number = _views.Count + 1);
        }

        return number;
    }

    private static ulong Key(int first, int second) => ((ulong)(uint)first << 32) | (uint)second;

    private Datum[] CommittedIn(ReadOnlySpan<int> view)
    {
        var committed = new Datum[_parts.Objects.Length];
        for (int i = 0; i < committed.Length; i++)
            committed[i] = _parts.States[i][view[i]];
        return committed;
    }

    /// <summary>Clients of which nothing but the fields is known; none where no question speaks of these.</summary>
    private ClientState[] ClientsIn(ReadOnlySpan<int> view)
    {
        var clients = new ClientState[view.Length - _parts.Objects.Length];
        for (int i = 0; i < clients.Length; i++)
            clients[i] = _parts.Fields[i][view[_parts.Objects.Length + i]];
        return clients;
    }
}
