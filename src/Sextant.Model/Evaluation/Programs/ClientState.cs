using System.Buffers;
using System.Collections.Immutable;
using Sextant.Model.Evaluation.Values;
using Sextant.Model.Objects;
using Sextant.Model.Statements;
using Sextant.Syntax.Text;

namespace Sextant.Model.Evaluation.Programs;

/// <summary>
/// Where a client is: the position in its code at which it stopped, and the values of what it reads later, of its fields and
/// of its counter. What it does not read any more is not kept, so that it makes no two states of one.
/// </summary>
public sealed record ClientState(int Position, EquatableArray<Datum> Values)
{
    /// <summary>The position and the values as data, whose canonical bytes stand for the state.</summary>
    public void Write(ArrayBufferWriter<byte> bytes)
    {
        CanonicalBytes.Write([Datum.Of(Position)], bytes);
        CanonicalBytes.Write(Values.Items.AsSpan(), bytes);
    }

    /// <param name="data">As many as <see cref="AppMachine.SizeOf"/> says: the position, then the values.</param>
    public static ClientState Of(ReadOnlySpan<Datum> data) => new((int)data[0].Number, new EquatableArray<Datum>([.. data[1..]]));
}

/// <summary>What a client is about to do.</summary>
public abstract record Pending(SourceSpan Span)
{
    /// <summary>An operation of an object; how it comes out is told to <see cref="AppMachine.Resume"/>.</summary>
    /// <param name="Action">Pull, invoke or push: signs behind calls are taken apart.</param>
    /// <param name="Object">The number of the object.</param>
    /// <param name="Method">Of an invocation, the number of the method; else -1.</param>
    /// <param name="Arguments">Of an invocation; else none.</param>
    /// <param name="Request">Of an invocation, the number of the request among those of this client; attempts of one request share it.</param>
    public sealed record Operation(ObjectAction Action, int Object, int Method, EquatableArray<Datum> Arguments, long Request, SourceSpan Span) : Pending(Span);

    /// <summary>A call of a proc; <see cref="AppMachine.Continue"/> lets it begin.</summary>
    public sealed record Call(Routine Proc, EquatableArray<Datum> Arguments, SourceSpan Span) : Pending(Span);

    public sealed record Done(SourceSpan Span) : Pending(Span);

    /// <summary>It met something that has no value, or a bound; it goes no further.</summary>
    public sealed record Faulted(EvaluationFault Fault) : Pending(Fault.Span);
}

/// <summary>How an operation came out.</summary>
/// <param name="Value">Null for <c>FAIL</c>. Of a pull the state that it chose, of an invocation what it yielded, of a push what the last method committed yielded.</param>
/// <param name="Method">Of a push, the number of the last method committed; else -1.</param>
public readonly record struct OperationOutcome(Datum? Value, int Method = -1)
{
    public static readonly OperationOutcome Fail = new(null);
}

/// <summary>A step of a client: where it is now and what it is about to do.</summary>
/// <param name="Events">The procs that it began and ended on the way.</param>
public sealed record ClientStep(ClientState State, Pending Next, ImmutableArray<ClientEvent> Events);

/// <summary>A call of a proc by a client.</summary>
public abstract record ClientEvent(string Proc)
{
    public sealed record Began(string Proc, EquatableArray<Datum> Arguments) : ClientEvent(Proc);

    /// <param name="Result">An outcome where the proc may yield <c>FAIL</c>.</param>
    public sealed record Ended(string Proc, Datum Result) : ClientEvent(Proc);
}
