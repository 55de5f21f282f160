using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Rollouts.Approvers;
using Rollouts.Engine.Sessions;
using Rollouts.Engine.Streams;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.SignIn;

/// <summary>Signs people in and out, and records both.</summary>
internal sealed class SignInService(
    SessionRepository sessions,
    CookieHandler handler,
    Cookies cookies,
    AccessLog log,
    ChatLinks links,
    KnownPersons persons
)
{
    /// <summary>Returns false if the accompanying write is refused.</summary>
    public async Task<bool> SignInAsync(
        HttpContext context,
        Person person,
        Actor by,
        Func<Session, EventMetadata, StreamWrite>? companion
    )
    {
        var opened = await sessions.OpenAsync(person, by, "they signed in", companion, context.RequestAborted);
        if (opened is not var (text, session))
        {
            return false;
        }

        // The previous session of this browser ends.
        if (await handler.FindAsync(context) is { } before)
        {
            await SignOutAsync(context, before);
        }

        cookies.PutSession(context, text);
        var from = HttpAccessLog.AddressOf(context);
        await log.NoteAsync(
            new AccessEvent.SignedIn(person.Provider, session.Id.Short, from),
            by,
            person.Provider is null ? "by a link of the machine's operator" : "the provider vouches for them"
        );

        // An approval that was given ahead is compared with the groups of the last sign-in.
        await persons.NoteSignInAsync(person, by, context.RequestAborted);

        // The permissions of a person in a chat follow the groups of their last sign-in.
        await links.NoteSignInAsync(person, session.OpenedAt, by, context.RequestAborted);
        return true;
    }

    public async Task SignOutAsync(HttpContext context, Caller caller)
    {
        var id = caller.Session!.Id;
        await sessions.EndAsync(id, caller.Actor, "they signed out", context.RequestAborted);
        await log.NoteAsync(
            new AccessEvent.SignedOut(id.Short, HttpAccessLog.AddressOf(context)),
            caller.Actor,
            "they signed out"
        );
    }
}
