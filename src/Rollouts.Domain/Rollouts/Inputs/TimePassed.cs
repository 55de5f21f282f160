namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>
/// Nothing happened but time. Every other input looks at the clock too, so none is needed to be on time.
/// </summary>
public sealed record TimePassed : Input
{
    public static TimePassed Instance { get; } = new();
}
