namespace Rollouts.Analysis.Sequential;

/// <summary>How much evidence one tick may contribute.</summary>
public enum EvidenceForm
{
    /// <summary>
    /// The mean of one vote a tick and of every bad request with its weight divided by ten. Safe when bad requests
    /// come in bursts, and still quick when everything fails.
    /// </summary>
    Robust,

    /// <summary>
    /// Every bad request counts separately. This form is the quickest, and valid only while bad requests are
    /// independent.
    /// </summary>
    Event,

    /// <summary>One vote a tick, however many bad requests it holds.</summary>
    Vote,
}
