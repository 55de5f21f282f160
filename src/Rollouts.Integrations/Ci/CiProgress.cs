namespace Rollouts.Integrations.Ci;

/// <summary>The status of a rollout, in the terms that all pipelines have in common.</summary>
public enum CiProgress
{
    UnderWay,
    Succeeded,

    /// <summary>The rollout was rolled back.</summary>
    Failed,

    /// <summary>The rollout was cancelled or superseded by a newer version.</summary>
    Cancelled,

    /// <summary>The rollout was abandoned, so its traffic is unknown.</summary>
    Abandoned,
}
