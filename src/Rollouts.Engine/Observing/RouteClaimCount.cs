using Rollouts.Domain.Routes;
using Rollouts.Engine.Metering;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Observing;

/// <summary>
/// Counts the routes that services claim. Claims are sent to no receiver, so administrators alert on this.
/// </summary>
internal static class RouteClaimCount
{
    public static void Count(Commit commit)
    {
        // A claim is written once for each connection to the proxy, and counts once.
        var places = commit
            .Writes.Where(write =>
                write.Entries.Any(entry => EventRegistry.TypeOf(entry.Event) == typeof(RouteClaimEvent.Claimed))
            )
            .Select(write => write.Stream.RoutePlace)
            .Distinct(StringComparer.Ordinal)
            .Count();
        if (places > 0)
        {
            Telemetry.RouteClaims.Add(places);
        }
    }
}
