using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;

namespace Rollouts.Engine.Alarms;

/// <summary>
/// Compares the alarms of a plan that ring now with the alarms that its rollout knows. It finds a message that was
/// received while it could not be submitted to the rollout, and an alarm from before the start.
/// </summary>
public sealed class AlarmReconciler(AlarmRepository books, AlarmSenders senders, AlarmsAtStart atStart)
    : IObservationSource
{
    public async Task<IReadOnlyList<Input>> ObserveAsync(Rollout state, CancellationToken cancellation)
    {
        var plan = state.Spec.Plan;
        if (plan.RollBackOn == RollBackOn.Nothing || state.Status is Status.RollingBack)
        {
            // No look delays a rollback.
            return [];
        }

        var heard = senders.All.Where(sender => sender.Serves(plan.Service, plan.Environment)).ToList();
        var ringing = heard
            .Zip(
                await books.LoadAsync(heard, cancellation),
                (sender, book) => book.Ringing.Where(plan.RollBackOn.NamesOf(sender.Traits.Brings).Contains)
            )
            .SelectMany(names => names)
            .ToHashSet(StringComparer.Ordinal);
        if (state.Status is Status.Queued)
        {
            ringing.UnionWith(await atStart.RingingAsync(plan, cancellation));
        }

        return
        [
            .. ringing
                .Except(state.AlarmsRinging)
                .Select(alarm => new Observation.AlarmChanged(alarm, IsRinging: true)),
            .. state
                .AlarmsRinging.Where(alarm => !ringing.Contains(alarm))
                .Select(alarm => new Observation.AlarmChanged(alarm, IsRinging: false)),
        ];
    }
}
