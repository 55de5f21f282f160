using Refit;

namespace Rollouts.Cli.Audit;

/// <summary>The audit log in the API of the server.</summary>
internal interface IAuditApi
{
    [Get("/api/v1/audit")]
    Task<HttpResponseMessage> SearchAsync(
        string? stream,
        string? @event,
        string? by,
        string? text,
        string? since,
        string? until,
        string? cursor,
        CancellationToken cancellation
    );

    [Get("/api/v1/audit/verify")]
    Task<HttpResponseMessage> VerifyAsync(CancellationToken cancellation);
}
