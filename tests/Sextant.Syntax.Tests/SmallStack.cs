using System.Collections.Immutable;
using System.Diagnostics;
using Diagnostic = Sextant.Syntax.Diagnostics.Diagnostic;

namespace Sextant.Syntax.Tests;

/// <summary>Runs what must answer soon, whatever it is given, with as little stack as a thread may have.</summary>
internal static class SmallStack
{
    /// <summary>Half of what the smallest default stack of a supported system holds.</summary>
    private const int Bytes = 768 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>Reading and printing both happen there; an overflow would end the whole test run.</summary>
    public static ImmutableArray<Diagnostic> Run(Func<ImmutableArray<Diagnostic>> read)
    {
        ImmutableArray<Diagnostic> diagnostics = [];
        var watch = Stopwatch.StartNew();
        var thread = new Thread(() => diagnostics = read(), Bytes);
        thread.Start();
        thread.Join();
        watch.Elapsed.ShouldBeLessThan(Soon);
        return diagnostics;
    }
}
