using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The names of rules that this service adds to a route, and takes away again.</summary>
internal static class OwnRules
{
    private const string Mark = "rollouts";
    private const int HashLength = 8;

    /// <summary>The name of the rule of ours that belongs to a rule.</summary>
    public static string NameFor(GatewayRoute where) =>
        where.Rule is { } rule ? $"{Mark}-{rule}"
        : where.Path is { } path ? $"{Mark}-path-{Hash(path)}"
        : Mark;

    public static bool Is(JsonObject rule) =>
        NameOf(rule) is { } name && (name == Mark || name.StartsWith(Mark + "-", StringComparison.Ordinal));

    public static string? NameOf(JsonObject rule) => BackendForm.TextOf(rule["name"]);

    // A path holds what no name may.
    private static string Hash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..HashLength];
}
