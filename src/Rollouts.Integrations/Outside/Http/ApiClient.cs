using Refit;

namespace Rollouts.Integrations.Outside.Http;

/// <summary>Makes the typed client of an HTTP API from its interface.</summary>
internal static class ApiClient
{
    // Refit would hide a broken connection in an exception of its own; BoundedCall tells faults by the original.
    private static readonly RefitSettings Settings = new() { TransportExceptionFactory = (_, failure, _) => failure };

    public static T Over<T>(HttpClient http) => RestService.ForGenerated<T>(http, Settings);
}
