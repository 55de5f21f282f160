using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;

namespace Rollouts.Domain.PlanReview;

/// <summary>Refuses alarms that no connected sender can push. Such an alarm would never trigger a rollback.</summary>
internal static class AlarmRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Installation is { } installation
            ?
            [
                .. Heard(AlarmList.Alarms, "alarms", submission, installation),
                .. Heard(AlarmList.Alerts, "alerts", submission, installation),
            ]
            : [];

    private static IEnumerable<PlanFault> Heard(
        AlarmList list,
        string key,
        Submission submission,
        Installation installation
    )
    {
        var named = submission.Plan.RollBackOn.NamesOf(list);
        var isHeard = installation
            .Connections.Values.OfType<Connection.Sender>()
            .Any(sender =>
                sender.Traits.Brings == list && sender.Serves(submission.Plan.Service, submission.Plan.Environment)
            );
        if (!named.IsEmpty && !isHeard)
        {
            yield return new PlanFault(
                "plan.alarm-unheard",
                PlanPath.Root.Key("rollBackOn").Key(key),
                $"nothing is connected that could push '{named[0]}' for this service, so it would never ring; "
                    + (
                        list == AlarmList.Alarms
                            ? "connect 'sns' or 'eventBridge', or leave it out"
                            : "connect 'alertmanager', or leave it out"
                    )
            );
        }
    }
}
