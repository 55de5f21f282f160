namespace Rollouts.Integrations.PlanLanguage;

/// <summary>The time zones of this machine.</summary>
internal static class TimeZones
{
    public static bool Knows(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
