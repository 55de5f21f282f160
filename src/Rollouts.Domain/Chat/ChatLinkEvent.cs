using Rollouts.Domain.Access;

namespace Rollouts.Domain.Chat;

/// <summary>An event of the link between an account of a chat system and a person.</summary>
public abstract record ChatLinkEvent
{
    private ChatLinkEvent() { }

    /// <param name="SignedInAt">When the person signed in. The person has the groups of that time.</param>
    public sealed record Linked(Person Person, Instant SignedInAt) : ChatLinkEvent;

    /// <summary>The linked person signed in again.</summary>
    public sealed record SignedIn(Person Person, Instant At) : ChatLinkEvent;

    /// <summary>The account is no person's from that moment on.</summary>
    public sealed record Unlinked : ChatLinkEvent;
}
