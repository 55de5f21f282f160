namespace Rollouts.Fakes;

/// <summary>What a router is asked to do.</summary>
public enum RouterCall
{
    Read,
    Write,
    AddCandidate,
    RemoveStable,
}
