namespace Rollouts.Integrations.Alarms;

/// <summary>One thing that a sender says of one alarm.</summary>
/// <param name="Name">As plans name it.</param>
/// <param name="Instance">Tells apart what rings under one name.</param>
/// <param name="Since">When that began, by the clock of whoever watches.</param>
/// <param name="Labels">What else is said of it, for people.</param>
public sealed record AlarmSignal(
    string Name,
    string Instance,
    bool IsRinging,
    Instant Since,
    ValueList<KeyValuePair<string, string>> Labels
);
