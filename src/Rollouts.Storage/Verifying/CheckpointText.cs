using System.Text.Json;
using Rollouts.Domain.Audit;
using Rollouts.Storage.Checkpoints;

namespace Rollouts.Storage.Verifying;

/// <summary>Serializes a checkpoint as a line of JSON, the form for export.</summary>
public static class CheckpointText
{
    public static string Write(Checkpoint checkpoint) =>
        JsonSerializer.Serialize(
            new Line(checkpoint.At.Microseconds, HeadList.Write(checkpoint.Heads), checkpoint.Seal),
            JsonSerializerOptions.Web
        );

    /// <summary>Parses a line; null if it is not a checkpoint.</summary>
    public static Checkpoint? Read(string text)
    {
        try
        {
            return
                JsonSerializer.Deserialize<Line>(text, JsonSerializerOptions.Web)
                    is { Heads: { } heads, Seal: { } seal } line
                ? new Checkpoint(new Instant(line.AtMicroseconds), HeadList.Read(heads), seal)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(long AtMicroseconds, string? Heads, string? Seal);
}
