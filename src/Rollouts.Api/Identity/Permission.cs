namespace Rollouts.Api.Identity;

/// <summary>What an endpoint asks of its caller. Each endpoint asks for exactly one.</summary>
internal enum Permission
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
    ManageNotices,
    ManageKeys,
}
