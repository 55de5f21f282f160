using Refit;

namespace Rollouts.Cli.Connections;

/// <summary>Connections in the API of the server.</summary>
internal interface IConnectionsApi
{
    [Get("/api/v1/connections")]
    Task<HttpResponseMessage> ListAsync(CancellationToken cancellation);

    [Get("/api/v1/connections/{name}")]
    Task<HttpResponseMessage> ReadAsync(string name, CancellationToken cancellation);

    [Put("/api/v1/connections/{name}")]
    Task<HttpResponseMessage> WriteAsync(
        string name,
        string reason,
        [Body] HttpContent body,
        [Header("Idempotency-Key")] string key,
        [Header("If-Match")] string? revision,
        [Header("If-None-Match")] string? none,
        CancellationToken cancellation
    );

    [Delete("/api/v1/connections/{name}")]
    Task<HttpResponseMessage> RemoveAsync(
        string name,
        string reason,
        [Header("Idempotency-Key")] string key,
        [Header("If-Match")] string? revision,
        CancellationToken cancellation
    );

    [Get("/api/v1/connections/{name}/claims")]
    Task<HttpResponseMessage> ClaimsAsync(string name, string? cursor, CancellationToken cancellation);

    [Delete("/api/v1/connections/{name}/claims/{place}")]
    Task<HttpResponseMessage> FreeAsync(
        string name,
        string place,
        string reason,
        [Header("Idempotency-Key")] string key,
        [Header("If-Match")] string revision,
        CancellationToken cancellation
    );
}
