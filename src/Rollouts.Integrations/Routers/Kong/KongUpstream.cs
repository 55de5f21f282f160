using System.Text.Json;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>The targets of one upstream.</summary>
internal sealed record KongUpstream(IReadOnlyList<KongTarget> Targets)
{
    public KongTarget? Find(BackendName backend) => Targets.FirstOrDefault(target => target.Is(backend));

    /// <summary>The traffic of the upstream, seen from two of its targets.</summary>
    public ObservedTraffic See(BackendName candidate, BackendName stable) =>
        new Portions(
            Find(candidate)?.Takes ?? 0,
            Find(stable)?.Takes ?? 0,
            Targets.Where(target => !target.Is(candidate) && !target.Is(stable)).Sum(target => target.Takes)
        ).See(Find(candidate) is not null);

    /// <summary>Reads a target; null if the entity is not a valid one.</summary>
    public static KongTarget? Read(JsonElement entity)
    {
        if (
            entity.ValueKind != JsonValueKind.Object
            || !entity.TryGetProperty("target", out var name)
            || name.ValueKind != JsonValueKind.String
            || !TryNumber(entity, "weight", out var weight)
        )
        {
            return null;
        }

        return new KongTarget(name.GetString()!, weight, Takes(entity, weight));
    }

    private static long Takes(JsonElement entity, int weight)
    {
        // A control plane balances no traffic and has no addresses, so the configured weights are the only information.
        if (!entity.TryGetProperty("health", out var health) || health.ValueKind != JsonValueKind.String)
        {
            return weight;
        }

        return
            entity.TryGetProperty("data", out var data)
            && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("addresses", out var addresses)
            && addresses.ValueKind == JsonValueKind.Array
            ? addresses.EnumerateArray().Sum(OfAddress)
            // The target has no address: its name does not resolve, so it receives no requests.
            : 0;
    }

    private static long OfAddress(JsonElement address) =>
        address.ValueKind == JsonValueKind.Object
        && TryNumber(address, "weight", out var weight)
        && !(address.TryGetProperty("health", out var health) && health.ValueEquals("UNHEALTHY"))
            ? weight
            : 0;

    private static bool TryNumber(JsonElement from, string name, out int number)
    {
        number = 0;
        return from.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out number)
            && number >= 0;
    }
}
