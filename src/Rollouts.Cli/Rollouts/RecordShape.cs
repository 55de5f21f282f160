using System.Text.Json;
using Rollouts.Domain.Audit;

namespace Rollouts.Cli.Rollouts;

/// <summary>One record of a rollout's stream.</summary>
internal sealed record RecordShape(
    int Version,
    string Event,
    DateTimeOffset At,
    JsonElement By,
    string Cause,
    string? CauseKey,
    string Reason,
    JsonElement Data,
    string Hash,
    bool Redacted = false
)
{
    /// <summary>The record in the form of the chain, so that its hash can be verified here.</summary>
    public ChainedEntry Chained(string rollout) =>
        new(
            new Entry(
                $"rollout/{rollout}",
                Version,
                Event,
                Instant.From(At),
                By.GetRawText(),
                Cause,
                CauseKey,
                Reason,
                Data.GetRawText()
            ),
            new Hash(Hash)
        );
}
