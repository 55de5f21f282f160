namespace Rollouts.Analysis.Ticks;

/// <summary>The two versions that share the traffic while a rollout runs.</summary>
public enum Arm
{
    /// <summary>The version being rolled out.</summary>
    Candidate,

    /// <summary>The version that serves already.</summary>
    Baseline,
}
