using Refit;

namespace Rollouts.Cli.Freezes;

/// <summary>Freezes in the API of the server.</summary>
internal interface IFreezesApi
{
    [Get("/api/v1/freezes/{environment}")]
    Task<HttpResponseMessage> ListAsync(string environment, CancellationToken cancellation);

    [Post("/api/v1/freezes")]
    Task<HttpResponseMessage> DeclareAsync(
        [Body] HttpContent body,
        [Header("Idempotency-Key")] string key,
        CancellationToken cancellation
    );

    [Post("/api/v1/freezes/{environment}/{name}/{command}")]
    Task<HttpResponseMessage> ChangeAsync(
        string environment,
        string name,
        string command,
        [Body] HttpContent body,
        [Header("Idempotency-Key")] string key,
        CancellationToken cancellation
    );
}
