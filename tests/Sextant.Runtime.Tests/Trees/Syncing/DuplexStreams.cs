using System.IO.Pipes;

namespace Sextant.Runtime.Tests.Trees.Syncing;

/// <summary>Two streams, each of which reads what the other writes.</summary>
internal static class DuplexStreams
{
    public static (Stream Left, Stream Right) Create()
    {
        string name = $"sextant-{Guid.NewGuid():N}";
        var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var client = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        Task connected = server.WaitForConnectionAsync();
        client.Connect();
        connected.GetAwaiter().GetResult();
        return (client, server);
    }
}
