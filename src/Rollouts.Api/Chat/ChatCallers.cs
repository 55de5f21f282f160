using Rollouts.Api.SignIn;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.Chat;

/// <summary>Which caller of the API an account of a chat system is at this moment.</summary>
internal sealed class ChatCallers(ChatLinks links, SignInSetup setup, StoreClock clock)
{
    /// <summary>Groups change. Those of a sign-in that is older than a working day decide nothing.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public async Task<ChatCaller> FindAsync(ChatUser user, CancellationToken cancellation)
    {
        var link = await links.FindAsync(user, cancellation);
        if (link is not { Person: { } person, SignedInAt: { } signedInAt })
        {
            return new ChatCaller.NotLinked();
        }

        // As with sessions: who vouched before does not any more, and the owner's link counts while no one vouches.
        var caller = (setup.Settings, person.Provider) switch
        {
            (null, null) => Caller.Owner,
            ({ } settings, { } provider) when provider == settings.Issuer => RoleMapper.Person(settings, person),
            _ => null,
        };
        return caller is null ? new ChatCaller.NoRole()
            : !IsFresh(signedInAt) ? new ChatCaller.SignInAgain()
            : new ChatCaller.Known(caller);
    }

    /// <summary>A sign-in that lies ahead was written under a wrong clock: its age is unknown.</summary>
    private bool IsFresh(Instant signedInAt) =>
        clock.Now - signedInAt is var age && age <= Longest && age >= -StoreClock.Tolerance;
}

/// <summary>What is known of an account of a chat system.</summary>
internal abstract record ChatCaller
{
    private ChatCaller() { }

    public sealed record Known(Caller Caller) : ChatCaller;

    public sealed record NotLinked : ChatCaller;

    /// <summary>The groups of the person are too old to decide by.</summary>
    public sealed record SignInAgain : ChatCaller;

    /// <summary>No role is given to the person any more.</summary>
    public sealed record NoRole : ChatCaller;
}
