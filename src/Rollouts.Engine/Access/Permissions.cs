using Rollouts.Domain.Access;

namespace Rollouts.Engine.Access;

/// <summary>The permissions of each role. The documentation generates its table from this class.</summary>
public static class Permissions
{
    /// <summary>The name of a permission in refusals and documents.</summary>
    public static string NameOf(Permission permission) =>
        permission switch
        {
            Permission.Read => "read",
            Permission.SubmitPlans => "submit-plans",
            Permission.StartRollouts => "start-rollouts",
            Permission.RollBack => "roll-back",
            Permission.Approve => "approve",
            Permission.Operate => "operate",
            Permission.Abandon => "abandon",
            Permission.ConfirmRestore => "confirm-restore",
            Permission.Freeze => "freeze",
            Permission.OverrideFreezes => "override-freezes",
            Permission.ReadAudit => "read-audit",
            Permission.ReadInstallation => "read-installation",
            Permission.ManageInstallation => "manage-installation",
            Permission.ManageNotifications => "manage-notifications",
            Permission.ManageKeys => "manage-keys",
            Permission.ReadJobs => "read-jobs",
            Permission.ManageJobs => "manage-jobs",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Describes the required reach in the documents.</summary>
    public static string Say(RequiredReach reach) =>
        reach switch
        {
            RequiredReach.None => "",
            RequiredReach.Service => " for the service",
            RequiredReach.Environment => " for all services of the environment",
            RequiredReach.All => " for all services and environments",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Describes the permission in the documents.</summary>
    public static string Say(Permission permission) =>
        permission switch
        {
            Permission.Read => "see rollouts, plans and what has become of them",
            Permission.SubmitPlans => "submit plans",
            Permission.StartRollouts => "start versions, and retry them",
            Permission.RollBack => "call a version back",
            Permission.Approve => "approve or reject where a plan asks, for the groups of the person",
            Permission.Operate => "pause, resume, skip and promote",
            Permission.Abandon => "take over what cannot be reached, and use a backend that still gets requests",
            Permission.ConfirmRestore =>
                "confirm a rollout after the database went back in time (keys for everything only)",
            Permission.Freeze => "declare freezes and lift them",
            Permission.OverrideFreezes => "let one rollout go on in spite of a freeze",
            Permission.ReadAudit => "search, export and check the whole log",
            Permission.ReadInstallation => "see connections, and how the installation itself is",
            Permission.ManageInstallation => "write connections and environments, and remove them",
            Permission.ManageNotifications => "see messages that could not be sent, and have them sent again",
            Permission.ManageKeys => "hand out keys and take them back",
            Permission.ReadJobs => "see the background jobs of the installation",
            Permission.ManageJobs => "requeue, delete and trigger background jobs of the installation",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static bool Has(Role role, Permission permission) =>
        role == Role.Administrator
        || permission switch
        {
            Permission.Read => true,
            Permission.SubmitPlans or Permission.StartRollouts => role is Role.Deployer or Role.Operator,

            // Deployers can release a version and approvers can stop its release, so both can roll it back.
            Permission.RollBack => role is Role.Deployer or Role.Approver or Role.Operator,
            Permission.Approve => role is Role.Approver,
            Permission.Operate
            or Permission.Freeze
            or Permission.ManageNotifications
            or Permission.ConfirmRestore
            or Permission.ReadJobs => role is Role.Operator,

            // An auditor is a viewer of the whole installation. A pipeline does not need the audit log.
            Permission.ReadAudit or Permission.ReadInstallation => role is Role.Viewer or Role.Operator,
            Permission.Abandon or Permission.OverrideFreezes => false,
            Permission.ManageInstallation or Permission.ManageKeys or Permission.ManageJobs => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
