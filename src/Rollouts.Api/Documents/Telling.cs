using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Documents;

/// <summary>Says of an endpoint what it does, takes and gives. The description of the API is made of it.</summary>
internal static class Telling
{
    public static RouteHandlerBuilder Tells(this RouteHandlerBuilder endpoint, string what) =>
        endpoint.WithSummary(what);

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new TakenBody(typeof(T)));

    public static RouteHandlerBuilder TakesPlan(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new TakenBody(Type: null));

    public static RouteHandlerBuilder Gives<T>(
        this RouteHandlerBuilder endpoint,
        int status = StatusCodes.Status200OK,
        string type = "application/json"
    ) => endpoint.Produces<T>(status, type);
}
