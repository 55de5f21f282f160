using Refit;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>The one call of Prometheus' HTTP API that is needed, in the form that takes long queries.</summary>
internal interface IPrometheusApi
{
    [Post("/api/v1/query")]
    Task<HttpResponseMessage> QueryAsync(
        [Body(BodySerializationMethod.UrlEncoded)] IReadOnlyDictionary<string, string> form,
        CancellationToken cancellation
    );
}
