using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Audit;

[Collection(OneServer.Name)]
public sealed class AuditCommandTests(RunningServer server)
{
    [Fact]
    public async Task Searches_exports_and_verifies_here_and_there()
    {
        var file = server.Folder.Write("audit.yaml", ServerPlans.Quick("checkout", "calm"));
        (await server.RunAsync("plans", "submit", file)).Ends(0);
        (await server.RunAsync("audit", "search", "--stream", "plan/calm/")).Ends(0).Prints("plan.");
        (await server.RunAsync("audit", "search", "--since", "nonsense")).Ends(3).Says("request.moment");
        (await server.RunAsync("audit", "verify")).Ends(0).Prints("intact");
        (await server.RunAsync("audit", "export", "--format", "csv")).Ends(0).Prints("stream,version,event");
        (await server.RunAsync("audit", "export", "--format", "xml")).Ends(2);

        var export = (await server.RunAsync("audit", "export", "--stream", "plan/calm/")).Ends(0).Output;
        var kept = server.Folder.Write("log.jsonl", export);
        (await server.RunAsync("audit", "verify", "--file", kept)).Ends(0).Prints("intact");
        var forged = server.Folder.Write(
            "forged.jsonl",
            export.Replace("submitted", "accepted", StringComparison.Ordinal)
        );
        (await server.RunAsync("audit", "verify", "--file", forged)).Ends(3).Prints("NOT INTACT");
        (await server.RunAsync("audit", "verify", "--file", server.Folder["gone"])).Ends(3).Says("cannot be read");
    }
}
