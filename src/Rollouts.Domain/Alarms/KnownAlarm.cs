namespace Rollouts.Domain.Alarms;

/// <summary>How one alarm of a sender stands, and since when.</summary>
public sealed record KnownAlarm(string Alarm, string Instance, bool IsRinging, Instant Since);
