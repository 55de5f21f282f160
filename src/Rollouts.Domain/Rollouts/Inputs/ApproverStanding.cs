namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>What a person is known to be now.</summary>
/// <param name="Groups">The groups as of the last sign-in.</param>
/// <param name="MayApprove">Whether the person still has a role that may approve this service.</param>
public sealed record ApproverStanding(ActorId Person, ValueList<GroupName> Groups, bool MayApprove);
