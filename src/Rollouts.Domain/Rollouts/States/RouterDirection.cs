namespace Rollouts.Domain.Rollouts.States;

/// <summary>The direction of a call to a router. Permissions differ by direction, so failures do too.</summary>
public enum RouterDirection
{
    Read,

    /// <summary>Setting weights, and adding or removing backends.</summary>
    Write,
}
