namespace Rollouts.Integrations.Ci;

/// <summary>The content of a message.</summary>
public abstract record CiReading
{
    private CiReading() { }

    /// <summary>The events of the message; empty if it has none that could start a release.</summary>
    public sealed record Said(ValueList<CiEvent> Events) : CiReading
    {
        /// <summary>
        /// The digest of the signed bytes; null if the message is not signed, or its signature is valid only for
        /// minutes.
        /// </summary>
        public string? Digest { get; init; }

        /// <summary>The time of the event in the signed part; null if that has no time.</summary>
        public DateTimeOffset? At { get; init; }
    }

    public sealed record Unreadable(string Why) : CiReading;

    public static Said Nothing { get; } = new([]);
}
