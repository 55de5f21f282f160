namespace Rollouts.Domain.Connections;

/// <summary>How a check uses the result of a query.</summary>
public enum QueryUse
{
    /// <summary>A raw counter, whose increments are counted.</summary>
    Counter,

    /// <summary>The buckets of a histogram.</summary>
    Buckets,

    /// <summary>One number.</summary>
    Value,
}
