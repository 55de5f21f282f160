namespace Rollouts.Integrations.Ci;

/// <summary>What a message says.</summary>
public abstract record CiReading
{
    private CiReading() { }

    /// <summary>These events; none where it says nothing that anything could start by.</summary>
    public sealed record Said(ValueList<CiEvent> Events) : CiReading
    {
        /// <summary>
        /// The digest of what its sender signed; null where a message proves nothing of what it says, or only for
        /// minutes.
        /// </summary>
        public string? Digest { get; init; }

        /// <summary>When it happened, as the signed part says; null where that says no time.</summary>
        public DateTimeOffset? At { get; init; }
    }

    public sealed record Unreadable(string Why) : CiReading;

    public static Said Nothing { get; } = new([]);
}
