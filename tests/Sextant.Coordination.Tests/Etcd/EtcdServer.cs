using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Coordination.Tests.Etcd;

/// <summary>An etcd of one member on loopback, with its data in a folder of its own; both are gone when it is disposed of.</summary>
internal sealed class EtcdServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;

    private EtcdServer(Process process, string folder, Uri address)
    {
        _process = process;
        _folder = folder;
        Address = address;
    }

    /// <summary>Where clients ask.</summary>
    public Uri Address { get; }

    /// <summary>Whether there is one to start; ./test installs it where it may.</summary>
    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "etcd")));

    public static async Task<EtcdServer> StartAsync(HttpClient http)
    {
        // Where memory can hold files, a commit does not wait for a disk, which differs from machine to machine.
        string folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"sextant-etcd-{Environment.ProcessId}-{FreePort()}")).FullName;
        (string client, string peer) = (Local(FreePort()), Local(FreePort()));
        string[] arguments =
        [
            "--name", "one", "--data-dir", folder, "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
            "--initial-advertise-peer-urls", peer, "--initial-cluster", $"one={peer}", "--heartbeat-interval", "10", "--election-timeout", "100", "--logger", "zap", "--log-level", "error",
        ];
        var process = Process.Start(new ProcessStartInfo("etcd", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new EtcdServer(process, folder, new Uri(client));
        long start = Stopwatch.GetTimestamp();
        while (!await server.IsHealthyAsync(http))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(start) > StartLimit)
            {
                server.Dispose();
                throw new InvalidOperationException("etcd does not start");
            }

            await Task.Delay(50);
        }

        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetStringAsync(new Uri(Address, "health"))).Contains("true", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs etcd, and is passed over, with a word, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EtcdFactAttribute : FactAttribute
{
    public EtcdFactAttribute()
    {
        if (!EtcdServer.IsInstalled)
            Skip = "etcd is not installed, and the registry does not serve it";
    }
}
