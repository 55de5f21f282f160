namespace Rollouts.Domain.Access;

/// <summary>An event of what is known of a person.</summary>
public abstract record KnownPersonEvent
{
    private KnownPersonEvent() { }

    /// <summary>The person signed in, with another name or other groups than before.</summary>
    public sealed record PersonDescribed(Person Person) : KnownPersonEvent;
}
