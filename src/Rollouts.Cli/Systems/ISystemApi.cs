using Refit;

namespace Rollouts.Cli.Systems;

/// <summary>The installation and the caller in the API of the server.</summary>
internal interface ISystemApi
{
    [Get("/api/v1/system")]
    Task<HttpResponseMessage> SystemAsync(CancellationToken cancellation);

    [Get("/api/v1/me")]
    Task<HttpResponseMessage> CallerAsync(CancellationToken cancellation);
}
