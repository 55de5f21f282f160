namespace Rollouts.Domain.Rollouts.Inputs;

public enum GateAnswer
{
    Yes,
    No,

    /// <summary>Asked again later.</summary>
    NotYet,
}
