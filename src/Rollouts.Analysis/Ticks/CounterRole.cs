namespace Rollouts.Analysis.Ticks;

/// <summary>The role of a counter in a check.</summary>
public enum CounterRole
{
    /// <summary>All requests.</summary>
    Total,

    /// <summary>The requests that were bad.</summary>
    Bad,

    /// <summary>The requests within an edge of a histogram. The rest of the total was slower.</summary>
    Within,
}
