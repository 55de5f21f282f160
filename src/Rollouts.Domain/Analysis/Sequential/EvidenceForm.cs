namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>How much one tick may say.</summary>
public enum EvidenceForm
{
    /// <summary>
    /// The mean of one vote a tick and of every bad request with its weight divided by ten. Safe when bad requests
    /// come in bursts, and still quick when everything fails.
    /// </summary>
    Robust,

    /// <summary>Every bad request counts by itself: quickest, and only right while they come independently.</summary>
    Event,

    /// <summary>One vote a tick, however many bad requests it holds.</summary>
    Vote,
}
