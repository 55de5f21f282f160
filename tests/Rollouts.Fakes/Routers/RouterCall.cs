namespace Rollouts.Fakes.Routers;

/// <summary>What a router is asked to do.</summary>
public enum RouterCall
{
    Read,
    Write,
    AddCandidate,
    RemoveStable,
}
