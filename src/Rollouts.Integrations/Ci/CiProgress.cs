namespace Rollouts.Integrations.Ci;

/// <summary>How a rollout goes, in as many words as every pipeline knows.</summary>
public enum CiProgress
{
    UnderWay,
    Succeeded,

    /// <summary>It was taken back.</summary>
    Failed,

    /// <summary>It was called off, or left its place to a newer version.</summary>
    Cancelled,

    /// <summary>Nobody knows where its traffic is.</summary>
    Abandoned,
}
