namespace Rollouts.Storage.Idempotency;

/// <summary>The state of a request's idempotency key.</summary>
public abstract record Reception
{
    private Reception() { }

    /// <summary>The key is new: run the request and store its answer.</summary>
    public sealed record Fresh : Reception;

    /// <summary>The request is in progress.</summary>
    public sealed record Running : Reception;

    public sealed record Answered(StoredAnswer Answer) : Reception;

    /// <summary>The key was used with different content.</summary>
    public sealed record Differs : Reception;
}
