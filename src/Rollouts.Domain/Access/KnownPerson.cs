namespace Rollouts.Domain.Access;

/// <summary>
/// A person as the provider described the person at the last sign-in. Approvals that are given ahead are compared with
/// it before they take effect, when the person may have signed in again with other groups.
/// </summary>
public sealed record KnownPerson
{
    /// <summary>Null for a person who has not signed in.</summary>
    public Person? Person { get; init; }

    /// <summary>Records nothing if the person is described as before.</summary>
    public ValueList<KnownPersonEvent> SignIn(Person person) =>
        Person == person ? [] : [new KnownPersonEvent.PersonDescribed(person)];

    public KnownPerson Evolve(KnownPersonEvent happened) =>
        happened switch
        {
            KnownPersonEvent.PersonDescribed described => this with { Person = described.Person },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
