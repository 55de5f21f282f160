using Refit;

namespace Rollouts.Cli.Plans;

/// <summary>Plans in the API of the server.</summary>
internal interface IPlansApi
{
    [Get("/api/v1/plans")]
    Task<HttpResponseMessage> ListAsync(string? cursor, CancellationToken cancellation);

    [Post("/api/v1/plans")]
    Task<HttpResponseMessage> SubmitAsync(
        [Body] HttpContent plan,
        [Header("Idempotency-Key")] string key,
        [Header("If-Match")] string? revision,
        CancellationToken cancellation
    );

    [Get("/api/v1/plans/{environment}/{service}")]
    Task<HttpResponseMessage> ReadAsync(string environment, string service, CancellationToken cancellation);

    [Get("/api/v1/plans/{environment}/{service}/revisions")]
    Task<HttpResponseMessage> RevisionsAsync(
        string environment,
        string service,
        int above,
        CancellationToken cancellation
    );

    [Get("/api/v1/plans/{environment}/{service}/revisions/{revision}")]
    Task<HttpResponseMessage> RevisionAsync(
        string environment,
        string service,
        int revision,
        CancellationToken cancellation
    );

    [Get("/api/v1/plans/{environment}/{service}/diff")]
    Task<HttpResponseMessage> DiffAsync(
        string environment,
        string service,
        int from,
        int to,
        CancellationToken cancellation
    );

    [Post("/api/v1/plans/rehearse")]
    Task<HttpResponseMessage> RehearseAsync([Body] HttpContent body, CancellationToken cancellation);
}
