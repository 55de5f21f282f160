using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Freezes;

[Collection(OneServer.Name)]
public sealed class FreezeCommandTests(RunningServer server)
{
    [Fact]
    public async Task Declares_lists_and_lifts()
    {
        (await server.RunAsync("freeze", "list", "calm")).Ends(0).Prints("no freezes");
        (await server.RunAsync("freeze", "declare", "calm", "sale", "-m", "a sale")).Ends(0).Prints("yes");
        (await server.RunAsync("freeze", "declare", "calm", "sale", "-m", "a sale")).Ends(3).Says("freeze.name-taken");
        (await server.RunAsync("freeze", "list", "calm", "-o", "yaml")).Ends(0).Prints("name: sale");
        (await server.RunAsync("freeze", "override", "calm", "sale", "--rollout", "none", "-m", "x"))
            .Ends(3)
            .Says("rollout.unknown");
        (await server.RunAsync("freeze", "lift", "calm", "sale", "-m", "over")).Ends(0);
        (await server.RunAsync("freeze", "lift", "calm", "sale", "-m", "over")).Ends(3).Says("freeze.unknown");
        (await server.RunAsync("freeze", "list", "a b")).Ends(3).Says("request.name");
        (await server.RunAsync("freeze", "declare", "calm", "past", "--until", "yesterday?", "-m", "x")).Ends(2);
    }

    [Fact]
    public async Task Lets_one_rollout_pass()
    {
        var plan = server.Folder.Write("frozen.yaml", ServerPlans.Asking("search"));
        var id = await server.StartAsync($"v{Guid.NewGuid():N}", plan);
        (await server.RunAsync("freeze", "declare", "staging", "audit", "-m", "an audit")).Ends(0);
        (await server.RunAsync("freeze", "override", "staging", "audit", "--rollout", id, "-m", "it mends it")).Ends(0);
        (await server.RunAsync("freeze", "lift", "staging", "audit", "-m", "over")).Ends(0);
        (await server.RunAsync("rollback", id, "-m", "the test is over", "--wait")).Ends(0);
    }
}
