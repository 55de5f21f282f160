namespace Rollouts.Domain.Alarms;

/// <summary>An event of the alarms of one sender.</summary>
public abstract record AlarmEvent
{
    private AlarmEvent() { }

    /// <param name="Instance">Distinguishes alarms of the same name, as in two clusters or two accounts.</param>
    /// <param name="Since">When the alarm began, by the clock of the monitoring system.</param>
    public sealed record Rang(string Alarm, string Instance, Instant Since) : AlarmEvent;

    public sealed record Cleared(string Alarm, string Instance, Instant Since) : AlarmEvent;
}
