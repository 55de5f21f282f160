namespace Rollouts.Domain.Installations;

/// <summary>Under which key of <c>rollBackOn</c> plans name what a sender pushes.</summary>
public enum AlarmList
{
    Alarms,
    Alerts,
}
