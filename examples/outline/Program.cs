using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sextant.Examples.Outline;
using Sextant.Runtime.Trees.Syncing;

const int MessageBytesMax = 16 << 20;

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ViewJson.Default));
if (string.IsNullOrEmpty(builder.Configuration["urls"]))
    builder.WebHost.UseUrls("http://localhost:5080");
WebApplication app = builder.Build();
var network = new Network();
foreach (string text in new[] { "A", "B", "C" })
    network.Offices[0].Edit(new EditRequest(0, "add", null, null, text));
network.Exchange();

app.UseDefaultFiles();
app.UseStaticFiles();
app.UseWebSockets();
app.MapGet("/state", () => Touch(() => null));
app.MapPost("/edit", (EditRequest edit) => edit.Office is >= 0 and < 3
    ? Touch(() => network.Offices[edit.Office].Edit(edit))
    : Touch(() => "there is no such office"));
app.MapPost("/line", (LineRequest line) => Touch(() =>
{
    if (Network.Lines.Contains((line.From, line.To)))
        network.Toggle(line.From, line.To);
    return null;
}));
app.Map("/sync", SyncAsync);
await app.RunAsync().ConfigureAwait(false);

async Task<PageView> Touch(Func<string?> act)
{
    await network.Gate.WaitAsync().ConfigureAwait(false);
    try
    {
        string? refusal = act();
        network.Exchange();
        return new PageView(
            [.. network.Offices.Select(office => office.View(network.Offices))],
            [.. Network.Lines.Select(line => new ConnectionView(line.From, line.To, network.IsCut(line.From, line.To)))],
            refusal);
    }
    finally
    {
        network.Gate.Release();
    }
}

// Another process joins here. On the machine itself anybody may; from elsewhere it takes TLS and the token.
async Task SyncAsync(HttpContext context)
{
    if (!context.WebSockets.IsWebSocketRequest)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return;
    }
    // Only pages of browsers name an origin, and this page does not sync.
    if (context.Request.Headers.Origin.Count > 0)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return;
    }
    bool isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
    if (!isLocal && !(context.Request.IsHttps && HasToken(context.Request.Headers.Authorization.ToString())))
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return;
    }
    using var connection = new WebSocketConnection(await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false), MessageBytesMax);
    using var loop = new SyncLoop(new SyncSession(network.Offices[0].Tree), connection, network.Gate);
    await loop.RunAsync(context.RequestAborted).ConfigureAwait(false);
}

bool HasToken(string header) => app.Configuration["token"] is { Length: > 0 } token
    && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes($"Bearer {token}"));
