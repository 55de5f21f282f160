namespace Rollouts.Integrations.Alarms;

/// <summary>One change of one alarm, as its sender reports it.</summary>
/// <param name="Name">The name that plans use.</param>
/// <param name="Instance">Distinguishes alarms of the same name.</param>
/// <param name="Since">When the change happened, by the clock of the monitoring system.</param>
/// <param name="Labels">Further labels of the alarm, for people.</param>
public sealed record AlarmSignal(
    string Name,
    string Instance,
    bool IsRinging,
    Instant Since,
    ValueList<KeyValuePair<string, string>> Labels
);
