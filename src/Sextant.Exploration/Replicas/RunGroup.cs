using System.Buffers;
using Sextant.Exploration.Search;
using Sextant.Model.Evaluation;
using Sextant.Model.Evaluation.Replicas;
using Sextant.Model.Objects;
using Sextant.Model.Results;

namespace Sextant.Exploration.Replicas;

/// <summary>
/// Replicas of which it is remembered which runs each has seen: those that send each other operations, and those whose operations are coordinated.
/// </summary>
internal abstract class RunGroup(GroupBounds bounds, ReplicaSteps steps) : ReplicaGroup(bounds, steps)
{
    private protected abstract RunChecks Checks { get; }

    /// <summary>What arrives late holds no run that is new, so that nothing comes of it.</summary>
    public override ReplicaGroup WithOldMessages(bool hasOldMessages) => this;

    public override EquatableArray<GroupProperty> Questions => Checks.Properties;

    public override string? Fault => Checks.Fault;

    private protected override void BeginWith(EquatableArray<ReplicaState> replicas, ArrayBufferWriter<byte> bytes)
    {
        SharedRuns first = SharedRuns.Begin(replicas);
        (first with { Broken = Checks.BrokenAtFirst(first) }).Write(Object, bytes);
    }

    private protected override void BeginFaulty(EvaluationFault fault, ArrayBufferWriter<byte> bytes) =>
        (SharedRuns.Begin([]) with { Broken = [Checks.Failed(fault)] }).Write(Object, bytes);

    internal override EquatableArray<ReplicaState> StatesIn(ReadOnlySpan<byte> state) => Read(state).Replicas;

    private protected SharedRuns Read(ReadOnlySpan<byte> state) => SharedRuns.Read(state, Object, Replicas, Steps.Instance);

    private protected void Found(SharedRuns state, ISuccessors found, GroupAction action) => Found(bytes => state.Write(Object, bytes), found, action);
}
