namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>What a person is known to be now.</summary>
/// <param name="Groups">The groups as of the last sign-in.</param>
/// <param name="MayApprove">Whether the person still has a role that may approve this service.</param>
/// <param name="IsAdministrator">Whether the person still is an administrator, who may override a wait.</param>
public sealed record ApproverStanding(
    ActorId Person,
    ValueList<GroupName> Groups,
    bool MayApprove,
    bool IsAdministrator = false
);
