using Sextant.Model.Types;

namespace Sextant.Model.Binding.Sxt.Lattices;

/// <summary>Derives from a type how its values merge.</summary>
internal static class LatticeOf
{
    /// <summary>Null when the type does not say how its values merge.</summary>
    public static Lattice? Type(SxtType type, TheoryBuilder theory)
    {
        switch (type)
        {
            case SxtType.Extreme extreme:
                return TotalOrder.Of(extreme.Element, theory) is { } order ? new Lattice.Chain(order, extreme.IsMaximum) : null;
            case SxtType.Enum { IsOrdered: true }:
                return new Lattice.Chain(new TotalOrder.Ranked(theory), IsMaximum: true);
            case SxtType.Flag:
                return new Lattice.Flag();
            case SxtType.GrowSet:
                return new Lattice.Pointwise(new Lattice.Flag());
            case SxtType.TwoPhaseSet or SxtType.Observed:
                return new Lattice.Pointwise(new Lattice.Chain(new TotalOrder.Ranked(theory), IsMaximum: true));
            case SxtType.Counter counter:
                return new Lattice.Pointwise(counter.GoesDown ? Counted(2) : Greatest);
            case SxtType.LastWrite write:
                return TotalOrder.Of(write.Element, theory) is { } values
                    ? new Lattice.Chain(new TotalOrder.Lexicographic([new TotalOrder.Numbers(), new TotalOrder.Lifted(new TotalOrder.Ranked(theory)), values]), IsMaximum: true)
                    : null;
            case SxtType.Map map:
                return Element(map.Value, theory) is { } value ? new Lattice.Pointwise(new Lattice.Optional(value)) : null;
            case SxtType.Option option:
                return Element(option.Element, theory) is { } element ? new Lattice.Optional(element) : null;
            case SxtType.Record record:
                return Parts(record.Fields, theory);
            case SxtType.Tuple tuple:
                return Parts(tuple.Parts, theory);
            default:
                return null;
        }
    }

    private static readonly Lattice Greatest = new Lattice.Chain(new TotalOrder.Numbers(), IsMaximum: true);

    /// <summary>Numbers that only grow, each for itself.</summary>
    private static Lattice.Product Counted(int numbers) => new(Enumerable.Repeat(Greatest, numbers).ToEquatable());

    /// <summary>What is written once, and has no merge of its own, merges to the greater in a fixed order.</summary>
    private static Lattice? Element(SxtType type, TheoryBuilder theory) => type.Data is DataType.Map
        ? null
        : Type(type, theory) ?? (TotalOrder.Of(type, theory) is { } order ? new Lattice.Chain(order, IsMaximum: true) : null);

    private static Lattice? Parts(EquatableArray<SxtType> types, TheoryBuilder theory)
    {
        Lattice?[] parts = [.. types.Select(t => t.Data is DataType.Map ? null : Type(t, theory))];
        return Array.Exists(parts, p => p is null) ? null : new Lattice.Product(parts.Select(p => p!).ToEquatable());
    }
}
