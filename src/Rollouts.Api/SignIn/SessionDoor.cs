using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Domain.Access;

namespace Rollouts.Api.SignIn;

/// <summary>Lets in whose browser keeps what opens a session.</summary>
internal sealed class SessionDoor(SessionCabinet cabinet, Cookies cookies, SignInSetup setup)
{
    /// <summary>Null for whom no session is open, or nothing is open any more.</summary>
    public async Task<Caller?> EnterAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } caller)
        {
            return null;
        }

        await cabinet.NoteSeenAsync(caller.Session!, context.RequestAborted);
        return caller;
    }

    /// <summary>The same, without the visit being noted.</summary>
    public async Task<Caller?> FindAsync(HttpContext context) =>
        SessionText.IdOf(cookies.Session(context)) is { } id
        && await cabinet.FindAsync(id, context.RequestAborted) is { } session
        && CallerOf(session) is { } caller
            ? caller with
            {
                Session = session,
            }
            : null;

    // Whoever owned the machine does so by a link only while nobody vouches for people, and who vouched before does
    // not any more.
    private Caller? CallerOf(Session session) =>
        (setup.Settings, session.Person) switch
        {
            (null, { Provider: null }) => Caller.Owner,
            ({ } settings, { Provider: { } provider } person) when provider == settings.Issuer => Visitors.Person(
                settings,
                person
            ),
            _ => null,
        };
}
