using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>Declares the summary, the body and the responses of an endpoint for the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder endpoint, string what) =>
        endpoint.WithSummary(what);

    public static RouteHandlerBuilder AcceptsBody<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.AcceptsBody(typeof(T));

    public static RouteHandlerBuilder AcceptsBody(this RouteHandlerBuilder endpoint, Type type) =>
        endpoint.WithMetadata(new AcceptedBody(type));

    public static RouteHandlerBuilder AcceptsPlan(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new AcceptedBody(Type: null));

    public static RouteHandlerBuilder Returns<T>(
        this RouteHandlerBuilder endpoint,
        int status = StatusCodes.Status200OK,
        string type = "application/json"
    ) => endpoint.Produces<T>(status, type);
}
