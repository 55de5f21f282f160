namespace Rollouts.Integrations.Ci;

/// <summary>What a message says.</summary>
public abstract record CiReading
{
    private CiReading() { }

    /// <summary>These events; none where it says nothing that anything could start by.</summary>
    public sealed record Said(ValueList<CiEvent> Events) : CiReading;

    public sealed record Unreadable(string Why) : CiReading;

    public static Said Nothing { get; } = new([]);
}
