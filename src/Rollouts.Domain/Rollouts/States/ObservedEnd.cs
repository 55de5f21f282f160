namespace Rollouts.Domain.Rollouts.States;

/// <summary>How an observation ended.</summary>
public enum ObservedEnd
{
    /// <summary>Every route has shown 100 % for the new version for a minute.</summary>
    Succeeded,

    /// <summary>Every route has shown 0 % for the new version for a minute.</summary>
    RolledBack,

    /// <summary>The limit of the plan was reached.</summary>
    TimedOut,
}
