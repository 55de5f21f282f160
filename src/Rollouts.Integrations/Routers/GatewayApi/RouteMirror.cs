using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The RequestMirror filter of a rule that copies requests to one backend.</summary>
internal static class RouteMirror
{
    private const string Type = "RequestMirror";

    /// <summary>The share of requests that is copied to a backend.</summary>
    public static Weight Of(JsonObject rule, BackendName backend) =>
        Find(rule, backend)?["requestMirror"] is not JsonObject mirror ? Weight.Zero
        : mirror["percent"] is JsonValue percent && percent.TryGetValue(out int whole)
            ? new Weight(Math.Clamp(whole, 0, 100) * (Weight.All / 100))
        : mirror["fraction"] is JsonObject fraction ? Fraction(fraction)
        : Weight.Full;

    /// <summary>Sets the mirrored share of the rule. The other filters stay as they are.</summary>
    public static Fault? Set(JsonObject rule, BackendName backend, JsonObject like, Weight share, int most)
    {
        if (Of(rule, backend) == share)
        {
            return null;
        }

        var filters = rule["filters"] as JsonArray;
        if (Find(rule, backend) is { } there)
        {
            filters!.Remove(there);
        }

        if (share == Weight.Zero)
        {
            if (filters is { Count: 0 })
            {
                rule.Remove("filters");
            }

            return null;
        }

        if (filters is null)
        {
            rule["filters"] = filters = [];
        }

        if (filters.Count >= most)
        {
            return new Fault(FaultKind.Refused, $"the rule has {most} filters, and no more are allowed; remove one");
        }

        var to = like.DeepClone().AsObject();
        to.Remove("weight");
        to.Remove("filters");
        var mirror = new JsonObject { ["backendRef"] = to };
        if (share.BasisPoints % (Weight.All / 100) == 0)
        {
            mirror["percent"] = share.BasisPoints / (Weight.All / 100);
        }
        else
        {
            mirror["fraction"] = new JsonObject { ["numerator"] = share.BasisPoints, ["denominator"] = Weight.All };
        }

        filters.Add((JsonNode)new JsonObject { ["type"] = Type, ["requestMirror"] = mirror });
        return null;
    }

    private static JsonObject? Find(JsonObject rule, BackendName backend) =>
        (rule["filters"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .FirstOrDefault(filter =>
                BackendForm.TextOf(filter["type"]) == Type
                && BackendForm.TextOf(filter["requestMirror"]?["backendRef"]?["name"]) == backend.Value
            );

    private static Weight Fraction(JsonObject fraction) =>
        fraction["numerator"] is JsonValue part
        && part.TryGetValue(out int numerator)
        && (
            fraction["denominator"] is not JsonValue whole || !whole.TryGetValue(out int denominator)
                ? 100
                : denominator
        )
            is > 0
                and var all
            ? Weight.Share(Math.Clamp(numerator, 0, all), all)
            : Weight.Full;
}
