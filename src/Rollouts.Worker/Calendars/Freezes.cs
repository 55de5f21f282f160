using System.Collections.Concurrent;
using Rollouts.Domain.Calendar;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;

namespace Rollouts.Worker.Calendars;

/// <summary>Which freezes are in force for a plan: its own, and those of its environment as they are now.</summary>
public sealed class Freezes(Installation installation)
{
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    public ValueList<string> InForce(Plan plan, Instant now)
    {
        var environment = installation.Environments.GetValueOrDefault(plan.Environment)?.Freezes ?? [];
        return plan.Freezes.IsEmpty && environment.IsEmpty
            ? []
            : environment
                .Concat(plan.Freezes)
                .Where(freeze => FreezeCalendar.IsInForce(freeze, now, ZoneOf(freeze)))
                .Select(freeze => freeze.Name)
                .Distinct(StringComparer.Ordinal)
                .ToValueList();
    }

    private TimeZoneInfo ZoneOf(Freeze freeze) => _zones.GetOrAdd(freeze.Zone, TimeZoneInfo.FindSystemTimeZoneById);
}
