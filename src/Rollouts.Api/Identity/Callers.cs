using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Identity;

/// <summary>Who calls. Nobody gets past here without a key, and nobody is told why a key was wrong.</summary>
internal sealed class Callers(RequestDelegate next, AdministratorKey administrator)
{
    private static readonly object Place = new();

    private static readonly Actor Administrator = new(ActorKind.Person, "administrator", [], IsAdministrator: true);

    public Task InvokeAsync(HttpContext context)
    {
        if (KeyOf(context) is { } key && administrator.Is(key))
        {
            context.Items[Place] = Administrator;
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Replies.WriteAsync(
            context,
            new Problem(
                StatusCodes.Status401Unauthorized,
                "identity.key-needed",
                "send a key that is valid as 'Authorization: Bearer <key>'"
            )
        );
    }

    public static Actor Of(HttpContext context) => (Actor)context.Items[Place]!;

    private static string? KeyOf(HttpContext context) =>
        AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
        && header is { Parameter: { Length: > 0 } key }
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? key
            : null;
}
