using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.SignIn;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Limiting;
using Rollouts.Engine.Sessions;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>
/// The page on which a person who signed in says that an account of a chat system is theirs. The address may have been
/// forwarded by the holder of the account, who would decide in the name of the person: so the page names the account
/// as the chat system does, and the person confirms this account and no other.
/// </summary>
internal static class ChatLinkEndpoints
{
    public static void MapChatLinks(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(ChatLinkCodes.Path, ShowAsync);
        pages.MapPost(ChatLinkCodes.Path, LinkAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        CookieHandler handler,
        Cookies cookies,
        ChatLinkCodes codes,
        ChatLinks links,
        ChatConnections connections,
        string? code = null
    )
    {
        if (codes.Read(code) is not { } user)
        {
            return Pages.Of(context, SignInError.ChatLinkWrong);
        }

        if (await handler.EnterAsync(context) is not { } caller || cookies.Session(context) is not { } session)
        {
            var back = Uri.EscapeDataString($"{ChatLinkCodes.Path}?code={code}");
            return SignInEndpoints.SeeOther(context, $"/sign-in?returnTo={back}");
        }

        if (await NameAsync(connections, user, context.RequestAborted) is not { } name)
        {
            return Pages.Of(context, SignInError.ChatAccountUnknown);
        }

        var before = (await links.FindAsync(user, context.RequestAborted)).Person?.Name;
        return Pages.ChatLink(context, caller, user, name, before, code!, SessionText.ProofOf(session));
    }

    private static async Task<IResult> LinkAsync(
        HttpContext context,
        CookieHandler handler,
        CrossSite crossSite,
        ChatLinkCodes codes,
        ChatLinks links,
        ChatConnections connections,
        StoreClock clock,
        FailedLoginLimiter limiter,
        string? code = null
    )
    {
        var proof = await Forms.ReadAsync(context, "csrf");
        var (named, mine) = (await Forms.ReadAsync(context, "account"), await Forms.ReadAsync(context, "mine"));
        if (await handler.FindAsync(context) is not { Session: { } session } caller)
        {
            return SignInEndpoints.SeeOther(context, "/sign-in");
        }

        if (crossSite.Refusal(context, proof) is not null)
        {
            return SignInEndpoints.Refuse(context, limiter, SignInError.CrossSite, "it was sent from another site");
        }

        if (codes.Read(code) is not { } user)
        {
            return SignInEndpoints.Refuse(context, limiter, SignInError.ChatLinkWrong, "its code is not good");
        }

        // What the person has read and confirmed has to be what the chat system says now.
        var name = await NameAsync(connections, user, context.RequestAborted);
        if (name is null || mine != user.Id || named != name)
        {
            return Pages.Of(
                context,
                name is null ? SignInError.ChatAccountUnknown : SignInError.ChatAccountNotConfirmed
            );
        }

        // The groups are those of the sign-in, however long the session has lasted since.
        var at = session.OpenedAt > clock.Now ? clock.Now : session.OpenedAt;
        await links.LinkAsync(user, session.Person, at, caller.Actor, context.RequestAborted);
        return Pages.ChatLinked(context, caller, user);
    }

    /// <summary>What the account is called; null unless the chat system knows it as a full member.</summary>
    private static async Task<string?> NameAsync(
        ChatConnections connections,
        ChatUser user,
        CancellationToken cancellation
    )
    {
        foreach (var connection in connections.All.ToList())
        {
            if (
                connections.Find(connection.Name.Value)?.Chat is IInteractiveChat chat
                && chat.Workspace == user.Workspace
                && (await chat.LookUpAsync(user, cancellation)).TryGet(out var account, out _)
                && account.Standing == ChatStanding.Member
            )
            {
                return account.Name;
            }
        }

        return null;
    }
}
