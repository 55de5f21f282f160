using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Access;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.SignIn;

/// <summary>Authenticates callers by the session in their browser's cookie.</summary>
internal sealed class CookieHandler(SessionRepository sessions, Cookies cookies, SignInSetup setup)
{
    /// <summary>Null if no session is open, or the person has no permissions left.</summary>
    public async Task<Caller?> EnterAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } caller)
        {
            return null;
        }

        await sessions.NoteSeenAsync(caller.Session!, context.RequestAborted);
        return caller;
    }

    /// <summary>The same, without recording the visit.</summary>
    public async Task<Caller?> FindAsync(HttpContext context) =>
        SessionText.IdOf(cookies.Session(context)) is { } id
        && await sessions.FindAsync(id, context.RequestAborted) is { } session
        && CallerOf(session) is { } caller
            ? caller with
            {
                Session = session,
            }
            : null;

    // The owner's link is valid only while no provider is configured. A session of an earlier provider is no longer
    // valid.
    private Caller? CallerOf(Session session) =>
        (setup.Settings, session.Person) switch
        {
            (null, { Provider: null }) => Caller.Owner,
            ({ } settings, { Provider: { } provider } person) when provider == settings.Issuer => RoleMapper.Person(
                settings,
                person
            ),
            _ => null,
        };
}
