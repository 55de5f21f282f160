namespace Rollouts.Domain.Access;

/// <summary>A role of a person or a key. The API declares the permissions of each role in a table.</summary>
public enum Role
{
    /// <summary>Reads everything within its reach, and changes nothing.</summary>
    Viewer,

    /// <summary>Submits plans, starts versions and returns to earlier ones. Most pipelines have this role.</summary>
    Deployer,

    /// <summary>Approves or rejects where a plan asks for an approval.</summary>
    Approver,

    /// <summary>Controls running rollouts, and creates and lifts freezes.</summary>
    Operator,

    /// <summary>Has the permissions of all other roles, creates keys, and may override approvals and gates.</summary>
    Administrator,
}
