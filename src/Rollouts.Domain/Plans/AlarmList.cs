namespace Rollouts.Domain.Plans;

/// <summary>The key of <c>rollBackOn</c> under which plans list the alarms of a sender.</summary>
public enum AlarmList
{
    Alarms,
    Alerts,
}
