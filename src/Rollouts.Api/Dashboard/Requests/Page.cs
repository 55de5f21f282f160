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

    public static bool Is(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Page>() is not null;

    public static T Marked<T>(T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Mark);

    /// <summary>A page rendered on the server.</summary>
    public static IResult Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TComponent>(
        IReadOnlyDictionary<string, object?> parameters,
        int status = StatusCodes.Status200OK
    )
        where TComponent : IComponent => new RazorComponentResult<TComponent>(parameters) { StatusCode = status };
}
