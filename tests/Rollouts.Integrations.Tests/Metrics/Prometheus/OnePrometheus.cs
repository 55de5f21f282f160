namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>Tests that share one Prometheus, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnePrometheus : ICollectionFixture<OnePrometheus.Shared>
{
    public const string Name = "Prometheus";

    public sealed class Shared : IAsyncLifetime
    {
        public PrometheusServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await PrometheusServer.StartAsync();

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
