using Rollouts.Integrations.Tests.Routers.GatewayApi;

namespace Rollouts.Integrations.Tests.Kubernetes;

/// <summary>The client of the Kubernetes project finds in the stand-in what it finds in an API server.</summary>
public sealed class KubernetesServerTests
{
    [Fact]
    public async Task The_client_of_the_Kubernetes_project_takes_it_for_an_API_server()
    {
        await using var route = await OneRoute.StartAsync();
        route.Server.BookmarkEvery = TimeSpan.FromMilliseconds(200);
        route.Server.Compact();

        var said = await NodeClient.RunAsync(
            "kubernetes.mjs",
            [],
            route.Server.Address.ToString(),
            Rollouts.Servers.Kubernetes.KubernetesServer.Token
        );

        Approved.Matches("said", string.Join('\n', said) + "\n");
    }
}
