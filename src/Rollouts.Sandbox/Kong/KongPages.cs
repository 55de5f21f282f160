using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kong;

/// <summary>Entities in the JSON of the Admin API, and lists in pages.</summary>
internal static class KongPages
{
    private const int UsualSize = 100;
    private const int MostAtOnce = 1000;

    /// <param name="path">The path of the next page, as Kong writes it.</param>
    public static JsonObject Of<T>(IReadOnlyList<T> all, Func<T, JsonObject> show, string path, int? size, string? at)
    {
        var from = int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;
        var count = Math.Clamp(size ?? UsualSize, 1, MostAtOnce);
        var page = new JsonObject
        {
            ["data"] = new JsonArray([.. all.Skip(from).Take(count).Select(show)]),
            ["next"] = null,
        };
        if (all.Count > from + count)
        {
            page["offset"] = (from + count).ToString(CultureInfo.InvariantCulture);
            page["next"] = $"{path}?offset={from + count}";
        }

        return page;
    }

    public static JsonObject Show(UpstreamEntity upstream) =>
        new()
        {
            ["id"] = upstream.Id.ToString(),
            ["name"] = upstream.Name,
            ["created_at"] = (long)upstream.CreatedAt,
            ["updated_at"] = (long)upstream.CreatedAt,
            ["algorithm"] = "round-robin",
            ["slots"] = 10_000,
            ["tags"] = null,
        };

    public static JsonObject Show(UpstreamEntity upstream, TargetEntity target) =>
        new()
        {
            ["id"] = target.Id.ToString(),
            ["target"] = target.Name,
            ["weight"] = target.Weight,
            ["upstream"] = new JsonObject { ["id"] = upstream.Id.ToString() },
            ["tags"] = target.Tags is { } tags ? new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]) : null,
            ["created_at"] = target.CreatedAt,
            ["updated_at"] = target.UpdatedAt,
        };

    public static JsonObject ShowWithHealth(KongGateway gateway, UpstreamEntity upstream, TargetEntity target)
    {
        var shown = Show(upstream, target);
        var addresses = gateway.AddressesOf(target);
        if (addresses.Count == 0)
        {
            shown["health"] = "DNS_ERROR";
            return shown;
        }

        var states = addresses.Select(pair => pair.Address.Health).ToList();
        shown["health"] =
            states.Contains("HEALTHY") ? "HEALTHY"
            : states.Contains("UNHEALTHY") ? "UNHEALTHY"
            : "HEALTHCHECKS_OFF";
        var (host, port) = (target.Name[..target.Name.LastIndexOf(':')], addresses[0].Address.Port);
        var (total, available) = (addresses.Sum(pair => pair.Weight), addresses.Where(IsUp).Sum(pair => pair.Weight));
        shown["data"] = new JsonObject
        {
            ["host"] = host,
            ["port"] = port,
            ["dns"] = "A",
            ["nodeWeight"] = target.Weight,
            ["weight"] = new JsonObject
            {
                ["total"] = total,
                ["available"] = available,
                ["unavailable"] = total - available,
            },
            ["addresses"] = new JsonArray([
                .. addresses.Select(pair => new JsonObject
                {
                    ["ip"] = pair.Address.Ip,
                    ["port"] = pair.Address.Port,
                    ["weight"] = pair.Weight,
                    ["health"] = pair.Address.Health,
                }),
            ]),
        };
        return shown;
    }

    public static JsonObject Show(KongEntity entity)
    {
        var shown = new JsonObject
        {
            ["id"] = entity.Id.ToString(),
            ["name"] = entity.Name,
            ["created_at"] = (long)entity.CreatedAt,
            ["updated_at"] = (long)entity.UpdatedAt,
        };
        if (entity.Service is { } service)
        {
            shown["service"] = new JsonObject { ["id"] = service.ToString() };
        }

        return shown;
    }

    private static bool IsUp((KongAddress Address, int Weight) pair) => pair.Address.Health != "UNHEALTHY";
}
