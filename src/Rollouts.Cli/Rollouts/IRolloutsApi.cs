using Refit;

namespace Rollouts.Cli.Rollouts;

/// <summary>Rollouts in the API of the server.</summary>
internal interface IRolloutsApi
{
    [Post("/api/v1/rollouts")]
    Task<HttpResponseMessage> StartAsync(
        [Body] HttpContent body,
        [Header("Idempotency-Key")] string key,
        CancellationToken cancellation
    );

    [Get("/api/v1/rollouts")]
    Task<HttpResponseMessage> ListAsync(
        string? service,
        string? environment,
        string? status,
        string? owner,
        string? text,
        string? live,
        string? cursor,
        CancellationToken cancellation
    );

    [Get("/api/v1/rollouts/{id}")]
    Task<HttpResponseMessage> ReadAsync(string id, CancellationToken cancellation);

    [Get("/api/v1/rollouts/{id}/events")]
    Task<HttpResponseMessage> RecordsAsync(string id, int above, CancellationToken cancellation);

    [Get("/api/v1/rollouts/{id}/explain")]
    Task<HttpResponseMessage> WhyAsync(string id, CancellationToken cancellation);

    [Get("/api/v1/rollouts/{id}/samples")]
    Task<HttpResponseMessage> SamplesAsync(string id, string check, string? target, CancellationToken cancellation);

    [Get("/api/v1/rollouts/{id}/evidence")]
    Task<HttpResponseMessage> EvidenceAsync(string id, CancellationToken cancellation);

    [Post("/api/v1/rollouts/{id}/{command}")]
    Task<HttpResponseMessage> CommandAsync(
        string id,
        string command,
        [Body] HttpContent body,
        [Header("Idempotency-Key")] string key,
        [Header("If-Match")] string? position,
        CancellationToken cancellation
    );
}
