using Refit;

namespace Rollouts.Integrations.Http;

/// <summary>Creates the typed client of an HTTP API from its interface.</summary>
internal static class ApiClient
{
    // Refit would wrap a broken connection in an exception of its own; BoundedCall classifies the original exception.
    private static readonly RefitSettings Settings = new() { TransportExceptionFactory = (_, failure, _) => failure };

    public static T Over<T>(HttpClient http) => RestService.ForGenerated<T>(http, Settings);
}
