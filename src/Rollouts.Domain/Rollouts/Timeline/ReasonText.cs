using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Timeline;

/// <summary>Formats the reason of a pause or rollback for the dashboard and chat systems.</summary>
public static class ReasonText
{
    public static string Of(RollbackReason reason) =>
        reason switch
        {
            RollbackReason.Person => "a person decided it",
            RollbackReason.Breach => "a check was breached",
            RollbackReason.Policy => "the policy of a check decided it",
            RollbackReason.Alarm => "an alarm rang",
            RollbackReason.Answer => "the answer was no, or none came in time",
            RollbackReason.Limit => "it ran or stood paused for as long as it may",
            RollbackReason.Superseded => "a newer version takes its place",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static string Of(PauseKind kind) =>
        kind switch
        {
            PauseKind.Person => "a person decided it",
            PauseKind.Check => "a check asks for a person",
            PauseKind.Undecided => "a wait ended undecided",
            PauseKind.Router => "a router did not do what it was told",
            PauseKind.Drift => "traffic was moved from outside",
            PauseKind.PastPoint => "the plan asks for a rollback past the point of no return, so a person decides",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
