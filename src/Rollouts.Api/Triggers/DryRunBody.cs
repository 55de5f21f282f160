using System.Text.Json;

namespace Rollouts.Api.Triggers;

/// <summary>An event to try without starting anything.</summary>
/// <param name="Connection">The pipeline of the event.</param>
/// <param name="Body">The body that its system would send.</param>
/// <param name="Headers">The headers that identify the event, such as X-GitHub-Event.</param>
/// <param name="Kind">The kind of the event, instead of headers.</param>
internal sealed record DryRunBody(
    string Connection,
    JsonElement Body,
    IReadOnlyDictionary<string, string>? Headers = null,
    string? Kind = null
);
