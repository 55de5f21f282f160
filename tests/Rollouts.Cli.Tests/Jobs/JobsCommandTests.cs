using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Jobs;

[Collection(OneServer.Name)]
public sealed class JobsCommandTests(RunningServer server)
{
    [Fact]
    public async Task Lists_jobs_and_knows_no_others()
    {
        (await server.RunAsync("jobs", "list")).Ends(0);
        foreach (var verb in new[] { "show", "result", "cancel" })
        {
            (await server.RunAsync("jobs", verb, "0123456789abcdef0123456789abcdef")).Ends(3).Says("job.unknown");
        }
    }
}
