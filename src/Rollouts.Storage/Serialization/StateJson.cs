using System.Text.Json;

namespace Rollouts.Storage.Serialization;

/// <summary>
/// Serializes states that are stored beside their events. A stored state is only a cache: one that can no longer be
/// read is replaced by a replay.
/// </summary>
public static class StateJson
{
    public static string Write<T>(T state)
        where T : notnull => JsonSerializer.Serialize(state, EventJson.Options);

    /// <summary>Null if a build with another form of states wrote the text.</summary>
    public static T? Read<T>(string json)
        where T : class => Read<T>(json.AsSpan());

    /// <summary>Null if a build with another form of states wrote the text.</summary>
    public static T? Read<T>(ReadOnlySpan<char> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, EventJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
