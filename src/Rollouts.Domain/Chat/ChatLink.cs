using Rollouts.Domain.Access;

namespace Rollouts.Domain.Chat;

/// <summary>Maps an account of a chat system to a person. The person confirmed the link while signed in.</summary>
public sealed record ChatLink
{
    /// <summary>Null if the account is not linked.</summary>
    public Person? Person { get; init; }

    /// <summary>When the person last signed in. <see cref="Person"/> has the groups of that time.</summary>
    public Instant? SignedInAt { get; init; }

    /// <summary>Links the account. A new link replaces the previous one, even of another person.</summary>
    public static ValueList<ChatLinkEvent> Link(Person person, Instant signedInAt) =>
        [new ChatLinkEvent.Linked(person, signedInAt)];

    /// <summary>Updates the groups after the linked person has signed in again.</summary>
    public ValueList<ChatLinkEvent> SignIn(Person person, Instant at) =>
        Person is { } known && (known.Provider, known.Subject) == (person.Provider, person.Subject)
            ? [new ChatLinkEvent.SignedIn(person, at)]
            : [];

    public ValueList<ChatLinkEvent> Unlink() => Person is null ? [] : [new ChatLinkEvent.Unlinked()];

    public ChatLink Evolve(ChatLinkEvent happened) =>
        happened switch
        {
            ChatLinkEvent.Linked linked => this with { Person = linked.Person, SignedInAt = linked.SignedInAt },
            ChatLinkEvent.SignedIn signedIn => this with { Person = signedIn.Person, SignedInAt = signedIn.At },
            ChatLinkEvent.Unlinked => this with { Person = null, SignedInAt = null },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
