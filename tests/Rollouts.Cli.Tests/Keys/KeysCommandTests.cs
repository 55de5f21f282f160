using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Keys;

[Collection(OneServer.Name)]
public sealed class KeysCommandTests(RunningServer server)
{
    [Fact]
    public async Task Creates_a_key_that_may_what_it_says_and_revokes_it()
    {
        var created = (
            await server.RunAsync("keys", "create", "watcher", "--role", "viewer", "-m", "a test", "-o", "json")
        )
            .Ends(0)
            .Json;
        var id = created.GetProperty("id").GetString()!;
        Dictionary<string, string> Viewer() => new() { ["ROLLOUTS_KEY"] = created.GetProperty("key").GetString()! };
        (await server.RunAsync(Viewer(), "whoami")).Ends(0).Prints("watcher");
        (await server.RunAsync(Viewer(), "keys", "list")).Ends(3).Says("identity.not-allowed");
        (await server.RunAsync("keys", "list")).Ends(0).Prints(id);
        (await server.RunAsync("keys", "revoke", id, "-m", "done")).Ends(0);
        (await server.RunAsync("keys", "revoke", id, "-m", "done")).Ends(3).Says("key.");
        (await server.RunAsync(Viewer(), "whoami")).Ends(3).Says("identity.key-needed");
    }

    [Fact]
    public async Task Refuses_a_key_that_approves()
    {
        (await server.RunAsync("keys", "create", "yes-sayer", "--role", "approver", "-m", "x"))
            .Ends(3)
            .Says("key.approver");
        (await server.RunAsync("keys", "create", "nobody", "-m", "x")).Ends(2).Says("--role");
    }
}
