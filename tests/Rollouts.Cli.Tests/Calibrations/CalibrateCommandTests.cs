using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Calibrations;

[Collection(OneServer.Name)]
public sealed class CalibrateCommandTests(RunningServer server)
{
    [Fact]
    public async Task Refuses_a_service_without_history() =>
        (await server.RunAsync("calibrate", "calm/none")).Ends(3).Says("no samples");

    [Fact]
    public async Task Rehearses_a_plan_on_the_server()
    {
        var plan = server.Folder.Write("rehearse.yaml", ServerPlans.Quick("checkout"));
        (await server.RunAsync("rehearse", plan, "-r", "200"))
            .Ends(0)
            .Prints("FAILURE")
            .Prints("good releases taken back");
        (await server.RunAsync("rehearse", plan, "-r", "0")).Ends(3).Says("requestsPerSecond");
        (await server.RunAsync("rehearse", plan)).Ends(2).Says("--requests-per-second");
    }
}
