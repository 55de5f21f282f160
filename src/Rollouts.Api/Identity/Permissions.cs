using Rollouts.Domain.Access;

namespace Rollouts.Api.Identity;

/// <summary>Who may do what. The table in the documents is made of this one.</summary>
internal static class Permissions
{
    /// <summary>As it is called in refusals and documents.</summary>
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
            Permission.ManageNotices => "manage-notices",
            Permission.ManageKeys => "manage-keys",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Where a caller needs a permission, for the documents.</summary>
    public static string Say(Reach reach) =>
        reach switch
        {
            Reach.None => "",
            Reach.Service => " for the service",
            Reach.Environment => " for all services of the environment",
            Reach.All => " for all services and environments",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What it lets its holder do, for the documents.</summary>
    public static string Say(Permission permission) =>
        permission switch
        {
            Permission.Read => "see rollouts, plans and what has become of them",
            Permission.SubmitPlans => "submit plans",
            Permission.StartRollouts => "start versions, and retry them",
            Permission.RollBack => "call a version back",
            Permission.Approve => "approve or reject where a plan asks, for the groups of the person",
            Permission.Operate => "pause, resume, skip and promote",
            Permission.Abandon => "take over what cannot be reached",
            Permission.ConfirmRestore =>
                "confirm a rollout after the database went back in time (keys for everything only)",
            Permission.Freeze => "declare freezes and lift them",
            Permission.OverrideFreezes => "let one rollout go on in spite of a freeze",
            Permission.ReadAudit => "search, export and check the whole log",
            Permission.ReadInstallation => "see connections, and how the installation itself is",
            Permission.ManageInstallation => "write connections and environments, and remove them",
            Permission.ManageNotices => "see messages that could not be sent, and have them sent again",
            Permission.ManageKeys => "hand out keys and take them back",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static bool Has(Role role, Permission permission) =>
        role == Role.Administrator
        || permission switch
        {
            Permission.Read => true,
            Permission.SubmitPlans or Permission.StartRollouts => role is Role.Deployer or Role.Operator,

            // Whoever could let a version out, or was asked whether to, can call it back.
            Permission.RollBack => role is Role.Deployer or Role.Approver or Role.Operator,
            Permission.Approve => role is Role.Approver,
            Permission.Operate or Permission.Freeze or Permission.ManageNotices or Permission.ConfirmRestore => role
                is Role.Operator,

            // An auditor is a viewer of everything; a pipeline has no business there.
            Permission.ReadAudit or Permission.ReadInstallation => role is Role.Viewer or Role.Operator,
            Permission.Abandon or Permission.OverrideFreezes => false,
            Permission.ManageInstallation or Permission.ManageKeys => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
