namespace Rollouts.Domain.Access;

/// <summary>What somebody is to the releases. What each role may do is a table of the API's.</summary>
public enum Role
{
    /// <summary>Sees everything within its reach, and changes nothing.</summary>
    Viewer,

    /// <summary>Submits plans, starts versions and takes them back: a pipeline, most of the time.</summary>
    Deployer,

    /// <summary>Says yes or no where a plan asks.</summary>
    Approver,

    /// <summary>Moves what is under way, and freezes.</summary>
    Operator,

    /// <summary>Does all of it, hands out keys, and may overrule.</summary>
    Administrator,
}
