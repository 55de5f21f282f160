using System.Collections.Concurrent;
using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Freezes;

/// <summary>
/// Finds the freezes in force for a rollout: those of its plan, the current ones of its environment, and the declared
/// ones, except those that the rollout may override.
/// </summary>
public sealed class FreezesInForce(CurrentInstallation installation, FreezeRepository freezes)
{
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    public async ValueTask<ValueList<FreezeName>> InForceAsync(
        RolloutId rollout,
        Plan plan,
        Instant now,
        CancellationToken cancellation
    )
    {
        var book = await freezes.RecentAsync(plan.Environment, now, cancellation);
        var written = Written(plan.Environment).Concat(plan.Freezes);
        return written
            .Where(freeze => IsInForce(freeze, now))
            .Select(freeze => freeze.Name)
            .Concat(book.InForce(now))
            .Where(name => !book.LetsPass(rollout, name))
            .Distinct()
            .ToValueList();
    }

    /// <summary>The freezes that administrators configured for an environment.</summary>
    public ValueList<Freeze> Written(EnvironmentName environment) =>
        installation.Now.Environments.GetValueOrDefault(environment)?.Freezes ?? [];

    public bool IsInForce(Freeze freeze, Instant now) => FreezeCalendar.IsInForce(freeze, now, ZoneOf(freeze));

    private TimeZoneInfo ZoneOf(Freeze freeze) => _zones.GetOrAdd(freeze.Zone, TimeZoneInfo.FindSystemTimeZoneById);
}
