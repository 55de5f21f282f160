using Refit;

namespace Rollouts.Cli.Keys;

/// <summary>API keys in the API of the server.</summary>
internal interface IKeysApi
{
    [Get("/api/v1/keys")]
    Task<HttpResponseMessage> ListAsync(string? after, CancellationToken cancellation);

    [Post("/api/v1/keys")]
    Task<HttpResponseMessage> CreateAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/api/v1/keys/{id}/revoke")]
    Task<HttpResponseMessage> RevokeAsync(
        string id,
        [Body] HttpContent body,
        [Header("Idempotency-Key")] string key,
        CancellationToken cancellation
    );
}
