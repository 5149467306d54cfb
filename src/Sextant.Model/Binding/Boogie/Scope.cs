using Sextant.Model.Expressions;

namespace Sextant.Model.Binding.Boogie;

/// <summary>The constants and variables that a place can see; inner names hide outer ones, as in Boogie.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, Symbol?> _symbols = new(StringComparer.Ordinal);

    /// <summary>Adds a name; returns the symbol that already has it in this very scope, or null.</summary>
    public Symbol? Declare(Symbol symbol)
    {
        if (_symbols.TryGetValue(symbol.Name, out Symbol? earlier))
            return earlier ?? symbol;
        _symbols.Add(symbol.Name, symbol);
        return null;
    }

    /// <summary>Adds a name whose declaration is wrong, so that its uses are not reported as well.</summary>
    public void DeclareBroken(string name) => _symbols.TryAdd(name, null);

    /// <summary>Finds a visible name; the symbol is null when its declaration is wrong.</summary>
    public bool TryFind(string name, out Symbol? symbol)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._symbols.TryGetValue(name, out symbol))
                return true;
        }

        symbol = null;
        return false;
    }

    /// <summary>Every visible name, the innermost first.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            for (Scope? scope = this; scope is not null; scope = scope.Outer)
            {
                foreach (string name in scope._symbols.Keys)
                    yield return name;
            }
        }
    }

    private Scope? Outer { get; } = outer;
}
