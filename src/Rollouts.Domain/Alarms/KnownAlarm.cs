namespace Rollouts.Domain.Alarms;

/// <summary>The present state of one alarm of a sender.</summary>
public sealed record KnownAlarm(string Alarm, string Instance, bool IsRinging, Instant Since);
