using System.Collections.Concurrent;
using Rollouts.Domain.Calendar;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Worker.Calendars;

/// <summary>
/// Which freezes are in force for a rollout: those of its plan, those of its environment as they are now, and those
/// that were declared; but for those that the rollout may pass.
/// </summary>
public sealed class Freezes(CurrentInstallation installation, FreezeShelf shelf)
{
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    public async ValueTask<ValueList<FreezeName>> InForceAsync(
        RolloutId rollout,
        Plan plan,
        Instant now,
        CancellationToken cancellation
    )
    {
        var book = await shelf.RecentAsync(plan.Environment, now, cancellation);
        var written = Written(plan.Environment).Concat(plan.Freezes);
        return written
            .Where(freeze => IsInForce(freeze, now))
            .Select(freeze => freeze.Name)
            .Concat(book.InForce(now))
            .Where(name => !book.LetsPass(rollout, name))
            .Distinct()
            .ToValueList();
    }

    /// <summary>The freezes that administrators have written for an environment.</summary>
    public ValueList<Freeze> Written(EnvironmentName environment) =>
        installation.Now.Environments.GetValueOrDefault(environment)?.Freezes ?? [];

    public bool IsInForce(Freeze freeze, Instant now) => FreezeCalendar.IsInForce(freeze, now, ZoneOf(freeze));

    private TimeZoneInfo ZoneOf(Freeze freeze) => _zones.GetOrAdd(freeze.Zone, TimeZoneInfo.FindSystemTimeZoneById);
}
