using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Rollouts.Api.SignIn;
using Rollouts.Api.Tokens;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Limiting;

namespace Rollouts.Api.Hosting;

/// <summary>
/// Authenticates and authorizes the caller. It uses the matched endpoint and not the path, because a path can be
/// written in several ways. Every endpoint that is not open to all requires a key, a token or a session. A refusal does
/// not tell why a credential was wrong.
/// </summary>
internal sealed class CallerMiddleware(
    RequestDelegate next,
    AdministratorKey administrator,
    KeyRepository keys,
    BearerHandler tokens,
    CookieHandler sessions,
    CrossSite crossSite,
    AccessLog log,
    StoreClock clock,
    FailedLoginLimiter limiter
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // An unknown route gets 404 or 405, which reveals nothing beyond the documentation.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var needs =
            endpoint.Metadata.GetMetadata<RequiredPermission>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} does not say what it needs.");
        if (needs.Permission is not { } permission)
        {
            await next(context);
            return;
        }

        // The administrator's key needs no look-up, so failed attempts of others never lock the owner out.
        var isOwner = KeyOf(context) is { } sent && administrator.Is(sent);
        if (!isOwner && limiter.AreTurnedAway(context))
        {
            await Rates.TooManyAsync(context);
            return;
        }

        if (await FindAsync(context) is not { } caller)
        {
            await RefuseAsync(context);
            return;
        }

        limiter.Know(context);

        HttpCaller.Set(context, caller);
        if (
            caller.Session is not null
            && crossSite.Refusal(context, await PageForm.ProofInAsync(context)) is { } forged
        )
        {
            await Replies.WriteAsync(context, forged);
            return;
        }

        if (AuthorizationRules.Entitle(caller, permission) is not { } entitled)
        {
            await Replies.WriteAsync(context, Problem.Of(AuthorizationRules.NotAllowed(caller, permission)));
            return;
        }

        if (needs.Refusal(entitled, context.Request.RouteValues) is { } beyond)
        {
            await Replies.WriteAsync(context, beyond);
            return;
        }

        HttpCaller.Set(context, entitled);
        await next(context);
    }

    // A wrong key is refused even if the request also has a valid session.
    private Task<Caller?> FindAsync(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 ? sessions.EnterAsync(context)
        : KeyOf(context) is not { } text ? Task.FromResult<Caller?>(null)
        : Jwt.IsShapedLike(text) ? tokens.EnterAsync(context, text)
        : FindAsync(context, text);

    private async Task<Caller?> FindAsync(HttpContext context, string text)
    {
        if (administrator.Is(text))
        {
            await log.NoteEntryAsync(Caller.Administrator, HttpAccessLog.AddressOf(context));
            return Caller.Administrator;
        }

        if (
            KeyText.IdIn(text) is not { } id
            || await keys.FindAsync(id, context.RequestAborted) is not { } key
            || !KeyText.IsHashOf(key.Hash, text)
            || !key.IsLive(clock.Latest)
        )
        {
            return null;
        }

        var caller = Caller.Of(key);
        await keys.NoteUseAsync(key, caller.Actor, context.RequestAborted);
        return caller;
    }

    private Task RefuseAsync(HttpContext context)
    {
        if (limiter.AreTooMany(context))
        {
            return Rates.TooManyAsync(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Replies.WriteAsync(context, AccessRefusals.KeyNeeded);
    }

    private static string? KeyOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } only]
        && AuthenticationHeaderValue.TryParse(only, out var header)
        && header is { Parameter: { Length: > 0 } key }
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? key
            : null;
}
