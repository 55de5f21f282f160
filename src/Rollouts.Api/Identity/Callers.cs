using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Limits;
using Rollouts.Api.SignIn;
using Rollouts.Api.Tokens;
using Rollouts.Worker;
using Rollouts.Worker.Limiting;

namespace Rollouts.Api.Identity;

/// <summary>
/// Who calls, and whether they may. It goes by the endpoint that was found and not by the address: addresses can be
/// written in more ways than one. Nobody gets to an endpoint without a key, a token or a session, unless it is open to
/// all, and nobody is told why what they came with was wrong.
/// </summary>
internal sealed class Callers(
    RequestDelegate next,
    AdministratorKey administrator,
    KeyCabinet cabinet,
    TokenDoor tokens,
    SessionDoor sessions,
    CrossSite crossSite,
    DoorLog log,
    Engine engine,
    Strangers strangers
)
{
    private static readonly object Place = new();

    public async Task InvokeAsync(HttpContext context)
    {
        // What is no route of ours is answered with 404 or 405, which shows nothing that the documents do not.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var needs =
            endpoint.Metadata.GetMetadata<Needs>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} does not say what it needs.");
        if (needs.Permission is not { } permission)
        {
            await next(context);
            return;
        }

        // The administrator's key needs no look-up, so the owner is let in beside any number of strangers.
        var isOwner = KeyOf(context) is { } sent && administrator.Is(sent);
        if (!isOwner && strangers.AreTurnedAway(context))
        {
            await Rates.TooManyAsync(context);
            return;
        }

        if (await FindAsync(context) is not { } caller)
        {
            await RefuseAsync(context);
            return;
        }

        strangers.Know(context);

        context.Items[Place] = caller;
        if (caller.Session is not null && crossSite.Refusal(context) is { } forged)
        {
            await Replies.WriteAsync(context, forged);
            return;
        }

        if (caller.For(permission) is not { } entitled)
        {
            await Replies.WriteAsync(context, Refusals.NotAllowed(caller, permission));
            return;
        }

        if (needs.Refusal(entitled, context.Request.RouteValues) is { } beyond)
        {
            await Replies.WriteAsync(context, beyond);
            return;
        }

        context.Items[Place] = entitled;
        await next(context);
    }

    public static Caller Of(HttpContext context) => (Caller)context.Items[Place]!;

    /// <summary>Null where nobody has been let in.</summary>
    public static Caller? Known(HttpContext context) => context.Items[Place] as Caller;

    // Whoever sends a key means it: a session beside it never stands in for one that is wrong.
    private Task<Caller?> FindAsync(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 ? sessions.EnterAsync(context)
        : KeyOf(context) is not { } text ? Task.FromResult<Caller?>(null)
        : Jwt.IsShapedLike(text) ? tokens.EnterAsync(context, text)
        : FindAsync(context, text);

    private async Task<Caller?> FindAsync(HttpContext context, string text)
    {
        if (administrator.Is(text))
        {
            await log.NoteEntryAsync(context, Caller.Administrator);
            return Caller.Administrator;
        }

        if (
            KeyText.IdIn(text) is not { } id
            || await cabinet.FindAsync(id, context.RequestAborted) is not { } key
            || !KeyText.IsHashOf(key.Hash, text)
            || !key.IsLive(engine.Clock.Latest)
        )
        {
            return null;
        }

        var caller = Caller.Of(key);
        await cabinet.NoteUseAsync(key, caller.Actor, context.RequestAborted);
        return caller;
    }

    private Task RefuseAsync(HttpContext context)
    {
        if (strangers.AreTooMany(context))
        {
            return Rates.TooManyAsync(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Replies.WriteAsync(context, Refusals.KeyNeeded);
    }

    private static string? KeyOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } only]
        && AuthenticationHeaderValue.TryParse(only, out var header)
        && header is { Parameter: { Length: > 0 } key }
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? key
            : null;
}
