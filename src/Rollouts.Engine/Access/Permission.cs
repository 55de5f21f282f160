using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Engine.Access;

/// <summary>The permission that a request requires. Each request requires exactly one.</summary>
[SuppressMessage(
    "Naming",
    "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is a permission; the rule is about code access security."
)]
public enum Permission
{
    Read,
    SubmitPlans,
    StartRollouts,
    RollBack,
    Approve,
    Operate,
    Abandon,
    ConfirmRestore,
    Freeze,
    OverrideFreezes,
    ReadAudit,
    ReadInstallation,
    ManageInstallation,
    ManageNotifications,
    ManageKeys,
    ReadJobs,
    ManageJobs,
}
