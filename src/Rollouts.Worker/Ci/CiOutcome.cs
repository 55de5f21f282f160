namespace Rollouts.Worker.Ci;

/// <summary>What a pipeline is told.</summary>
public enum CiOutcome
{
    /// <summary>It is written down, or says nothing that has to be.</summary>
    Taken,

    /// <summary>Nobody is connected under that name, or it is not known to be from there.</summary>
    Refused,

    Unreadable,

    /// <summary>It may send again.</summary>
    NotNow,
}
