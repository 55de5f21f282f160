using Rollouts.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Rollouts;

/// <summary>The urgency of the work on a rollout.</summary>
public static class WorkClasses
{
    /// <summary>The class of a look without an input.</summary>
    public static WorkClass Of(Rollout state) =>
        state.Status switch
        {
            Status.RollingBack => WorkClass.Rollback,

            // A return takes the newest version back, so it is as urgent as a rollback command.
            not Status.Final when state.IsReturn => WorkClass.Command,
            Status.Queued => WorkClass.Start,
            _ => WorkClass.Forward,
        };

    /// <summary>The class of a look after an input.</summary>
    public static WorkClass Of(Rollout after, Input input) => MoreUrgent(Of(after), Of(input));

    /// <summary>The class of an input before its decision.</summary>
    public static WorkClass Of(Input input) =>
        input switch
        {
            // A newer version asks an older one to yield. The rollback that may follow has its own class.
            Command.Supersede => WorkClass.Forward,
            Command => WorkClass.Command,
            Observation.VerdictReached { Verdict.Outcome: CheckOutcome.Healthy or CheckOutcome.Watching } =>
                WorkClass.Forward,
            Observation.VerdictReached or Observation.AlarmChanged { IsRinging: true } => WorkClass.Command,
            _ => WorkClass.Forward,
        };

    public static WorkClass MoreUrgent(WorkClass one, WorkClass other) => one < other ? one : other;
}
