using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Worker.Alarms;

/// <summary>
/// What of the alarms that a plan names rings now, held against what its rollout knows. A message that was taken while
/// nobody could hand it in is found here, and so is one from before the start.
/// </summary>
public sealed class Ringing(AlarmBooks books, AlarmSenders senders, AlarmsAtStart atStart)
{
    public async Task<IReadOnlyList<Input>> LookAsync(Rollout state, CancellationToken cancellation)
    {
        var plan = state.Terms.Plan;
        if (plan.RollBackOn == RollBackOn.Nothing || state.Status is Status.RollingBack)
        {
            // The way back is held up by no look.
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
