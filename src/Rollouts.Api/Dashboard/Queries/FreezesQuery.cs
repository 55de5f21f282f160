using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Freezes;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Freezes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Reads the freezes of the environments that a caller reaches.</summary>
internal sealed class FreezesQuery(
    StoreClock storeClock,
    FreezeRepository declaredFreezes,
    FreezesInForce inForce,
    CurrentInstallation installation
)
{
    private const int Days = 14;

    private static readonly TimeSpan Cell = TimeSpan.FromHours(6);

    public async Task<FreezesView> ReadAsync(Caller caller, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var now = storeClock.Now;
        var clock = new PageClock(zone, now);
        var cells = CellsFrom(clock);
        List<FrozenEnvironmentView> environments = [];
        foreach (
            var environment in installation
                .Now.Environments.Keys.Where(caller.ReachesSomeOf)
                .OrderBy(name => name.Value, StringComparer.Ordinal)
        )
        {
            var book = await declaredFreezes.ReadAsync(environment, now, cancellation);
            environments.Add(
                new FrozenEnvironmentView(
                    environment.Value,
                    [
                        .. inForce.Written(environment).Select(freeze => Of(freeze, cells, now)),
                        .. book.Freezes.Where(freeze => !freeze.IsOver(now)).Select(freeze => Of(freeze, cells, clock)),
                    ],
                    caller.For(Permission.Freeze)?.ReachesAllOf(environment) is true
                )
            );
        }

        return new FreezesView([.. Enumerable.Range(0, Days).Select(day => clock.Day(cells[day * 4]))], environments);
    }

    // Days begin in the reader's time zone.
    private static List<Instant> CellsFrom(PageClock clock)
    {
        var offset = clock.OffsetAt(clock.Now);
        var day = (long)TimeSpan.FromDays(1).TotalMicroseconds;
        var start = new Instant(((clock.Now + offset).Microseconds / day) * day) - offset;
        return [.. Enumerable.Range(0, Days * 4).Select(cell => start + (cell * Cell))];
    }

    private FreezeRowView Of(Freeze freeze, List<Instant> cells, Instant now) =>
        new(
            freeze.Name.Value,
            freeze.Reason ?? "",
            freeze switch
            {
                Freeze.Weekly weekly =>
                    $"every {string.Join(", ", weekly.Days)}, {weekly.From:HH:mm} to {weekly.To:HH:mm} {freeze.Zone}",
                Freeze.Dated dated => $"{dated.From} to {dated.Until} {freeze.Zone}",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            inForce.IsInForce(freeze, now),
            IsDeclared: false,
            [.. cells.Select(cell => Overlaps(cell, at => inForce.IsInForce(freeze, at)))]
        );

    private static FreezeRowView Of(DeclaredFreeze freeze, List<Instant> cells, PageClock clock) =>
        new(
            freeze.Name.Value,
            freeze.Reason,
            $"{clock.Short(freeze.From)} to {(freeze.Until is { } until ? clock.Short(until) : "it is lifted")}",
            freeze.IsInForce(clock.Now),
            IsDeclared: true,
            [.. cells.Select(cell => Overlaps(cell, freeze.IsInForce))]
        );

    private static bool Overlaps(Instant from, Func<Instant, bool> isInForce) =>
        Enumerable.Range(0, 6).Any(hour => isInForce(from + TimeSpan.FromHours(hour)));
}
