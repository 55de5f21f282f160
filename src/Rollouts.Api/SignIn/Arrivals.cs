using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.SignIn;

/// <summary>Lets people in and out, and writes down that they came and went.</summary>
internal sealed class Arrivals(SessionCabinet cabinet, SessionDoor door, Cookies cookies, DoorLog log)
{
    /// <summary>False where something that belongs to it cannot be written any more.</summary>
    public async Task<bool> SignInAsync(
        HttpContext context,
        Person person,
        Actor by,
        Func<Session, Origin, StreamWrite>? companion
    )
    {
        var opened = await cabinet.OpenAsync(person, by, "they signed in", companion, context.RequestAborted);
        if (opened is not var (text, session))
        {
            return false;
        }

        // Whoever was in before in this browser is not any more.
        if (await door.FindAsync(context) is { } before)
        {
            await SignOutAsync(context, before);
        }

        cookies.PutSession(context, text);
        var from = DoorLog.AddressOf(context);
        await log.NoteAsync(
            new AccessEvent.SignedIn(person.Provider, session.Id.Short, from),
            by,
            person.Provider is null ? "by a link of whoever owns the machine" : "the provider vouches for them"
        );
        return true;
    }

    public async Task SignOutAsync(HttpContext context, Caller caller)
    {
        var id = caller.Session!.Id;
        await cabinet.EndAsync(id, caller.Actor, "they signed out", context.RequestAborted);
        await log.NoteAsync(
            new AccessEvent.SignedOut(id.Short, DoorLog.AddressOf(context)),
            caller.Actor,
            "they signed out"
        );
    }
}
