using System.Text.Json;
using Rollouts.Cli.Rollouts;

namespace Rollouts.Cli.Replays;

/// <summary>Reads an evidence bundle that 'rollouts evidence -o json' wrote.</summary>
internal static class EvidenceFile
{
    public static EvidenceBundle Read(string path)
    {
        try
        {
            var bundle = JsonSerializer.Deserialize(File.ReadAllBytes(path), CliJson.Default.EvidenceBundle);
            return
                bundle is { Format: EvidenceBundle.Version1 or EvidenceBundle.Version2 }
                && bundle.Series is not null
                && bundle.Records is not null
                ? bundle
                : throw Refused(path, $"its format is not {EvidenceBundle.Version1}");
        }
        catch (JsonException)
        {
            throw Refused(path, "it is no evidence bundle");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, $"it cannot be read: {exception.Message}");
        }
    }

    private static CommandFailedException Refused(string path, string why) =>
        new(ExitCodes.Refused, $"{path}: {why}. Write one with 'rollouts evidence <rollout> -o json'.");
}
