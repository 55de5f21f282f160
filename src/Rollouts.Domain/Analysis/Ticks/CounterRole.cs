namespace Rollouts.Domain.Analysis.Ticks;

/// <summary>What a counter counts for a check.</summary>
public enum CounterRole
{
    /// <summary>All requests.</summary>
    Total,

    /// <summary>The requests that were bad.</summary>
    Bad,

    /// <summary>The requests within an edge of a histogram; the rest of the total is what was slower.</summary>
    Within,
}
