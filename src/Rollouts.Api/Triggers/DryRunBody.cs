using System.Text.Json;

namespace Rollouts.Api.Triggers;

/// <summary>An event that is to be tried without anything being started.</summary>
/// <param name="Connection">The pipeline that it would come from.</param>
/// <param name="Body">What its system would send.</param>
/// <param name="Headers">What would come with it, as far as it says what happened, such as X-GitHub-Event.</param>
/// <param name="Kind">The kind of the event, instead of headers.</param>
internal sealed record DryRunBody(
    string Connection,
    JsonElement Body,
    IReadOnlyDictionary<string, string>? Headers = null,
    string? Kind = null
);
