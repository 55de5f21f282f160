namespace Rollouts.Sandbox.Tests.LoadBalancers;

/// <summary>
/// The stand-in of Elastic Load Balancing is judged by the client that AWS makes for it: what it sees is in the
/// approved
/// file.
/// </summary>
public sealed class OfficialClientTests : SandboxTest
{
    [Fact]
    public async Task Sees_what_AWS_would_show_it()
    {
        var seen = await NodeClient.RunAsync(
            "load-balancing.mjs",
            [],
            Sandbox.Endpoints["loadBalancers"].ToString(),
            Sandbox.Admin.ToString()
        );

        Approved.Matches("official-client", string.Join('\n', seen) + "\n");
    }
}
