using System.Text.Json;
using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Checkpoints;

namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>A checkpoint as a line of JSON, the form in which it leaves the house.</summary>
public static class CheckpointText
{
    public static string Write(Checkpoint checkpoint) =>
        JsonSerializer.Serialize(
            new Line(checkpoint.At.Microseconds, HeadList.Write(checkpoint.Heads), checkpoint.Seal),
            JsonSerializerOptions.Web
        );

    /// <summary>Reads a line back; null where it is none.</summary>
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
