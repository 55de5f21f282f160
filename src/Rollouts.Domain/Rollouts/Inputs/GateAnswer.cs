namespace Rollouts.Domain.Rollouts.Inputs;

public enum GateAnswer
{
    Yes,
    No,

    /// <summary>The gate will be called again.</summary>
    NotYet,
}
