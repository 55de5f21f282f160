using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Rollouts.Api.Dashboard.Requests;

/// <summary>
/// Marks an endpoint as a page: its refusals are pages too, and its forms carry the CSRF token in a field.
/// </summary>
internal sealed class Page
{
    private static readonly Page Mark = new();

    private Page() { }

    private static readonly RefusalMark Refusals = new();

    public static bool Is(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Page>() is not null;

    public static T Marked<T>(T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Mark);

    /// <summary>Whether the refusals of the endpoint are pages.</summary>
    public static bool ShowsRefusals(HttpContext context) =>
        Is(context) || context.GetEndpoint()?.Metadata.GetMetadata<RefusalMark>() is not null;

    /// <summary>Marks an endpoint whose refusals are pages, and whose forms are not of this service.</summary>
    public static T WithRefusals<T>(T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Refusals);

    /// <summary>A page rendered on the server.</summary>
    public static IResult Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TComponent>(
        IReadOnlyDictionary<string, object?> parameters,
        int status = StatusCodes.Status200OK
    )
        where TComponent : IComponent => new RazorComponentResult<TComponent>(parameters) { StatusCode = status };

    private sealed class RefusalMark;
}
