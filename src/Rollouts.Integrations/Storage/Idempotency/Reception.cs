namespace Rollouts.Integrations.Storage.Idempotency;

/// <summary>What a request finds at the door.</summary>
public abstract record Reception
{
    private Reception() { }

    /// <summary>Nobody has seen it: go on, and leave an answer.</summary>
    public sealed record Fresh : Reception;

    /// <summary>It is being worked on.</summary>
    public sealed record Running : Reception;

    public sealed record Answered(StoredAnswer Answer) : Reception;

    /// <summary>The same key with another content.</summary>
    public sealed record Differs : Reception;
}
