using System.Runtime.InteropServices;

namespace Sextant.Proof.Smt;

/// <summary>
/// Bounds the memory of a process that has no option for it. Linux only; elsewhere the time limits alone bound what such a
/// process can take.
/// </summary>
internal static class MemoryLimit
{
    /// <summary>RLIMIT_AS of Linux: the size of the address space, in bytes.</summary>
    private const int AddressSpace = 9;

    public static void Apply(int processId, int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || megabytes <= 0)
            return;
        ulong bytes = (ulong)megabytes * 1024 * 1024;
        var limit = new ResourceLimit(bytes, bytes);
        // A failure means that the process has ended already, which its first exchange will report.
        _ = SetLimit(processId, AddressSpace, in limit, IntPtr.Zero);
    }

    [DllImport("libc", EntryPoint = "prlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int processId, int resource, in ResourceLimit limit, IntPtr oldLimit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(ulong Soft, ulong Hard);
}
