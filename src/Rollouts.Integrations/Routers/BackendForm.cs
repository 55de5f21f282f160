using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;

namespace Rollouts.Integrations.Routers;

/// <summary>How one kind of document writes backends and their weights.</summary>
internal sealed record BackendForm
{
    public required WeightGrid Grid { get; init; }

    /// <summary>How many backends a route can have.</summary>
    public required int Most { get; init; }

    /// <summary>The sum of both weights, if the ratio allows it and no other backend has weight.</summary>
    public int Whole { get; init; } = 1;

    /// <summary>The default weight of a backend, given the number of backends.</summary>
    public required Func<int, int> Unsaid { get; init; }

    /// <summary>The name of a backend; null if it has none.</summary>
    public Func<JsonObject, string?> NameOf { get; init; } = static item => TextOf(item["name"]);

    public Action<JsonObject, string> Rename { get; init; } = static (item, name) => item["name"] = name;

    /// <summary>The namespace that a backend names; null if it names none.</summary>
    public Func<JsonObject, string?> NamespaceOf { get; init; } = static item => TextOf(item["namespace"]);

    /// <summary>Whether a backend is the one of this name.</summary>
    public Func<JsonObject, string, bool>? Matches { get; init; }

    public bool Is(JsonObject item, string name) => Matches?.Invoke(item, name) ?? NameOf(item) == name;

    public static bool IsValid(JsonObject item) => item["weight"] is null || WeightOf(item) is >= 0;

    // A number that was set in the tree keeps its type, and one that was read fits both.
    public static long? WeightOf(JsonObject item) =>
        item["weight"] is not JsonValue value ? null
        : value.TryGetValue(out int weight) ? weight
        : value.TryGetValue(out long set) ? set
        : null;

    public static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
