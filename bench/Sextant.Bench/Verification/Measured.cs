using System.Diagnostics;
using System.Globalization;

namespace Sextant.Bench.Verification;

/// <summary>What one run of a program took.</summary>
/// <param name="CpuMs">Of the process and of the children it waited for.</param>
/// <param name="PeakMegabytes">Of the process alone.</param>
internal sealed record Measured(double WallMs, double CpuMs, double PeakMegabytes)
{
    public static Measured Add(Measured a, Measured b) => new(a.WallMs + b.WallMs, a.CpuMs + b.CpuMs, Math.Max(a.PeakMegabytes, b.PeakMegabytes));

    public static Measured Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        double cpuBefore = ChildrenCpuMs();
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        double peak = 0;
        while (!process.WaitForExit(5))
            peak = Math.Max(peak, PeakMegabytesOf(process.Id));
        Task.WaitAll(output, errors);
        return new Measured(watch.Elapsed.TotalMilliseconds, ChildrenCpuMs() - cpuBefore, peak);
    }

    private static double PeakMegabytesOf(int pid)
    {
        try
        {
            string line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) ?? "";
            return line.Length == 0 ? 0 : double.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            // The process has just ended; what was read before stands.
            return 0;
        }
    }

    /// <summary>User and system time of all children that ended, from the kernel's own accounting, in its ticks of 10 ms.</summary>
    private static double ChildrenCpuMs()
    {
        string[] fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) * 10.0;
    }
}
