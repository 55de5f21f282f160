namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>Tests that share one HAProxy, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OneHAProxy : ICollectionFixture<OneHAProxy.Shared>
{
    public const string Name = "HAProxy";

    public sealed class Shared : IAsyncLifetime
    {
        public HAProxyServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await HAProxyServer.StartAsync();

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
