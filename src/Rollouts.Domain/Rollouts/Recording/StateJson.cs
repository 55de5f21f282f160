using System.Text.Json;

namespace Rollouts.Domain.Rollouts.Recording;

/// <summary>
/// States as they are kept beside their events. They are no truth of their own: one that cannot be read any more is
/// made again by replaying.
/// </summary>
public static class StateJson
{
    public static string Write<T>(T state)
        where T : notnull => JsonSerializer.Serialize(state, EventJson.Options);

    /// <summary>Null where it was written by a build whose states were others.</summary>
    public static T? Read<T>(string json)
        where T : class => Read<T>(json.AsSpan());

    /// <summary>Null where it was written by a build whose states were others.</summary>
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
