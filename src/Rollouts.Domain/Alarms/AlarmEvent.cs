namespace Rollouts.Domain.Alarms;

/// <summary>What can happen to the alarms of one sender.</summary>
public abstract record AlarmEvent
{
    private AlarmEvent() { }

    /// <param name="Instance">Tells apart what rings under one name: two clusters, two accounts.</param>
    /// <param name="Since">When it began, by the clock of whoever watches.</param>
    public sealed record Rang(string Alarm, string Instance, Instant Since) : AlarmEvent;

    public sealed record Ceased(string Alarm, string Instance, Instant Since) : AlarmEvent;
}
