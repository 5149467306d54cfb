using System.Globalization;
using System.Text;
using System.Text.Json;
using Sextant.Coordination.Lattice;

namespace Sextant.Coordination.Tests.Etcd;

/// <summary>
/// The locks of one site, kept in its etcd: whoever wants a lock adds a name to its line, and holds it when nobody is left before it whom its operation excludes.
/// Names stand in the order of their revisions; one that a dead client has left goes with its lease. Spoken over the JSON gateway of etcd 3.4.
/// </summary>
internal sealed class EtcdLocks : IDisposable
{
    private const string All = "lock/";

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly CancellationTokenSource _end = new();
    private long _names;
    private volatile TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EtcdLocks(HttpClient http, Uri address)
    {
        _http = http;
        _address = address;
    }

    /// <summary>
    /// Begins to watch the locks of a site. There is one watch for all of them, and it is there before anybody asks: one that begins in the past hears of what
    /// has happened since only every tenth of a second.
    /// </summary>
    public static async Task<EtcdLocks> StartAsync(HttpClient http, Uri address)
    {
        var locks = new EtcdLocks(http, address);
        var created = new TaskCompletionSource();
        _ = Task.Run(() => locks.WatchAsync(created));
        await created.Task;
        return locks;
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <summary>What a client of the site holds; its number orders all grants of the site.</summary>
    public sealed record Held(string Name, long Fence);

    /// <summary>A lease that ends so many seconds after its client was last heard of.</summary>
    public async Task<string> LeaseAsync(int seconds) => (await AskAsync("v3/lease/grant", new { TTL = seconds })).GetProperty("ID").GetString()!;

    public async Task<Held> AcquireAsync(PlannedLock wanted, string operation, string lease)
    {
        string line = $"{All}{wanted.Name}/";
        string name = string.Create(CultureInfo.InvariantCulture, $"{line}{Interlocked.Increment(ref _names)}");
        long fence = Revision(await AskAsync("v3/kv/put", new { key = Encode(name), value = Encode(operation), lease }));
        while (true)
        {
            // Taken before the line is looked at, so that nothing goes unheard of in between.
            Task gone = _gone.Task;
            JsonElement found = await AskAsync("v3/kv/range", new { key = Encode(line), range_end = Encode(Behind(line)) });
            if (!found.GetProperty("kvs").EnumerateArray().Any(k => CreatedAt(k) < fence && wanted.Excludes(Decode(k.GetProperty("value")), operation)))
                return new Held(name, fence);
            await gone;
        }
    }

    public async Task ReleaseAsync(Held held) => await AskAsync("v3/kv/deleterange", new { key = Encode(held.Name) });

    /// <summary>Wakes all who wait whenever a name is gone.</summary>
    private async Task WatchAsync(TaskCompletionSource created)
    {
        try
        {
            var create = new { create_request = new { key = Encode(All), range_end = Encode(Behind(All)), filters = new[] { "NOPUT" } } };
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "v3/watch")) { Content = Content(create) };
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _end.Token);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_end.Token));
            while (await reader.ReadLineAsync(_end.Token) is { } answer)
            {
                using JsonDocument document = JsonDocument.Parse(answer);
                if (document.RootElement.GetProperty("result").TryGetProperty("events", out _))
                    Interlocked.Exchange(ref _gone, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
                else
                    created.TrySetResult();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            created.TrySetException(e);
        }
    }

    private async Task<JsonElement> AskAsync(string path, object question)
    {
        using StringContent content = Content(question);
        using HttpResponseMessage response = await _http.PostAsync(new Uri(_address, path), content);
        response.EnsureSuccessStatusCode();
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private static StringContent Content(object question) => new(JsonSerializer.Serialize(question), Encoding.UTF8, "application/json");

    private static long Revision(JsonElement answer) => Number(answer.GetProperty("header").GetProperty("revision"));

    private static long CreatedAt(JsonElement entry) => Number(entry.GetProperty("create_revision"));

    private static long Number(JsonElement text) => long.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(JsonElement text) => Encoding.UTF8.GetString(text.GetBytesFromBase64());

    /// <summary>The first name behind all that begin so.</summary>
    private static string Behind(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}
