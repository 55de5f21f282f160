using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Connections;

[Collection(OneServer.Name)]
public sealed class ConnectionsCommandTests(RunningServer server)
{
    [Fact]
    public async Task Writes_shows_and_removes()
    {
        var file = server.Folder.Write("second.yaml", "scrape: { targets: [\"http://127.0.0.1:9/metrics\"] }\n");
        (await server.RunAsync("connections", "put", "second", file, "-m", "a test")).Ends(0).Prints("scrape");
        (await server.RunAsync("connections", "put", "second", file, "-m", "a test")).Ends(3);
        (await server.RunAsync("connections", "list")).Ends(0).Prints("mesh").Prints("second");
        (await server.RunAsync("connections", "show", "second")).Ends(0).Prints("api");
        (await server.RunAsync("connections", "show", "none")).Ends(3).Says("connection.unknown");
        (await server.RunAsync("connections", "remove", "second", "-m", "done")).Ends(0);
        (await server.RunAsync("connections", "remove", "second", "-m", "done")).Ends(3).Says("connection.unknown");
        (await server.RunAsync("connections", "remove", "mesh", "-m", "done")).Ends(3);
        (await server.RunAsync("connections", "claims", "mesh")).Ends(0);
        (await server.RunAsync("connections", "claims", "mesh", "--cursor", "?")).Ends(3);
        (await server.RunAsync("connections", "free", "mesh", "none", "--if-revision", "1", "-m", "x")).Ends(3);
    }
}
