using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Plans;

[Collection(OneServer.Name)]
public sealed class PlansCommandTests(RunningServer server)
{
    [Fact]
    public async Task Submits_lists_shows_and_compares()
    {
        var plan = ServerPlans.Quick("checkout", "prod");
        var file = server.Folder.Write("prod.yaml", plan);
        (await server.RunAsync("plans", "submit", file)).Ends(0).Prints("revision");
        (await server.RunAsync("plans", "submit", server.Folder.Write("prod.yaml", plan + "owner: shop\n"))).Ends(0);
        (await server.RunAsync("plans", "list")).Ends(0).Prints("prod");
        Assert.Equal(plan, (await server.RunAsync("plans", "show", "prod/checkout", "--revision", "1")).Ends(0).Output);
        (await server.RunAsync("plans", "history", "prod/checkout")).Ends(0).Prints("administrator");
        (await server.RunAsync("plans", "diff", "prod/checkout", "--from", "1", "--to", "2"))
            .Ends(0)
            .Prints("+owner: shop");
    }

    [Fact]
    public async Task Refuses_what_is_wrong()
    {
        var broken = server.Folder.Write("broken.yaml", "service: checkout\n");
        (await server.RunAsync("plans", "submit", broken)).Ends(3).Says("plan.missing-key");
        (await server.RunAsync("plans", "submit", server.Folder["gone"])).Ends(3).Says("cannot be read");
        (await server.RunAsync("plans", "list", "--cursor", "?")).Ends(3);
        (await server.RunAsync("plans", "show", "calm/none")).Ends(3).Says("plan.unknown");
        (await server.RunAsync("plans", "show", "calm")).Ends(2).Says("environment/service");
        (await server.RunAsync("plans", "history", "calm/none")).Ends(3).Says("plan.unknown");
        (await server.RunAsync("plans", "diff", "calm/none", "--from", "1", "--to", "2")).Ends(3).Says("plan.unknown");
    }
}
