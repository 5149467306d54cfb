namespace Sextant.Model.Binding.Sxt;

/// <summary>How much a type is made of, records included: names for types make it easy to write more than anything can go through.</summary>
internal static class TypeSize
{
    /// <summary>A type has at most so many parts, all that is inside of them included.</summary>
    public const int MostParts = 1000;

    public static bool IsLarge(SxtType type) => Inside(type).Skip(MostParts).Any();

    private static IEnumerable<SxtType> Inside(SxtType type)
    {
        var pending = new Stack<SxtType>([type]);
        while (pending.TryPop(out SxtType? next))
        {
            yield return next;
            foreach (SxtType part in next is SxtType.Record record ? record.Fields : next.MadeOf)
                pending.Push(part);
        }
    }
}
