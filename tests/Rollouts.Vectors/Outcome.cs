namespace Rollouts.Vectors;

public enum Outcome
{
    Agrees,

    /// <summary>We say something else, for a reason that the documentation gives.</summary>
    Corrected,

    Disagrees,

    /// <summary>The vector is of a kind that nothing here answers to.</summary>
    NotOffered,
}
