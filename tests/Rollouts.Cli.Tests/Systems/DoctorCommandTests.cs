using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Systems;

[Collection(OneServer.Name)]
public sealed class DoctorCommandTests(RunningServer server)
{
    [Fact]
    public async Task Finds_a_healthy_server_healthy()
    {
        (await server.RunAsync("doctor")).Ends(0).Prints("connection mesh").Prints("clock");
        Assert.True((await server.RunAsync("doctor", "-o", "json")).Ends(0).Json.GetProperty("healthy").GetBoolean());
        (await server.RunAsync(new Dictionary<string, string> { ["ROLLOUTS_KEY"] = "x" }, "doctor")).Ends(3);
    }
}
