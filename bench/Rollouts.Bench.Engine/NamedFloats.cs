using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rollouts.Bench.Engine;

/// <summary>JSON in which nothing measured is written as NaN.</summary>
internal static class NamedFloats
{
    public static JsonSerializerOptions Options { get; } =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
