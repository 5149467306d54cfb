namespace Sextant.Model.Expressions;

/// <summary>
/// The functions of the language on texts, lists, sets and maps. A set is a map to <c>bool</c> and a map of the language one
/// to options. The partial ones have no value at some arguments: to meet such a place is a fault of who runs it.
/// </summary>
public enum PrimitiveOperator
{
    /// <summary>Of a text its characters, of a list one more than the greatest index written, of a set or map how many it holds.</summary>
    Length,
    /// <summary>Of two texts or lists, one after the other.</summary>
    Concatenate,
    /// <summary>Of a list and an index, partial.</summary>
    Element,
    /// <summary>Of a list, an index and a value: the list with that element replaced; partial at negative indices, and beyond the end of a dense list.</summary>
    Replace,
    /// <summary>Of a list, its element with the greatest index; partial.</summary>
    Last,
    /// <summary>Of a map and a key, what it holds there; partial.</summary>
    Find,
    /// <summary>Of a list and a value, whether it is an element.</summary>
    Contains,
    /// <summary>Of any value, a number from 0 on, the same in every run.</summary>
    Hash,
    /// <summary>Of a map, the set of its keys.</summary>
    Keys,
    /// <summary>Of a map, its values as a list in the order of the keys.</summary>
    Values,
    /// <summary>Of a list what was written, of a set its elements, of a map its keys: a list in their order.</summary>
    Elements,
    /// <summary>Of a value, the map that holds it at every key.</summary>
    Everywhere,
    /// <summary>Of a list or set of numbers, or of a map's values.</summary>
    Sum,
    /// <summary>Of two sets or maps; where both maps hold a key, the value of the right one.</summary>
    Union,
    /// <summary>Of a set or map and a set: what is left without the keys on the right.</summary>
    Difference,
}
