using Refit;

namespace Rollouts.Cli.Jobs;

/// <summary>The caller's background jobs in the API of the server.</summary>
internal interface IJobsApi
{
    [Get("/api/v1/jobs")]
    Task<HttpResponseMessage> ListAsync(CancellationToken cancellation);

    [Get("/api/v1/jobs/{id}")]
    Task<HttpResponseMessage> ReadAsync(string id, CancellationToken cancellation);

    [Get("/api/v1/jobs/{id}/result")]
    Task<HttpResponseMessage> ReadResultAsync(string id, CancellationToken cancellation);

    [Post("/api/v1/jobs/{id}/cancel")]
    Task<HttpResponseMessage> CancelAsync(
        string id,
        [Header("Idempotency-Key")] string key,
        CancellationToken cancellation
    );
}
