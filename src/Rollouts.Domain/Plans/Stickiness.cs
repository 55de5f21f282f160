namespace Rollouts.Domain.Plans;

/// <summary>Whether a user must stay on one version, or must not be kept on one.</summary>
public enum Stickiness
{
    Required,
    Forbidden,
}
