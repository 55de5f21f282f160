namespace Rollouts.Api.Rollouts;

/// <summary>A version to roll out.</summary>
/// <param name="Plan">The plan as YAML or JSON; if it is missing, the newest submitted plan of the service.</param>
/// <param name="Authors">The authors of the released commits. If an author may not approve, none of them may.</param>
/// <param name="Links">Addresses that the rollout shows under their names, such as its commit.</param>
/// <param name="Stable">
/// The backend that has all the traffic now, if no router can tell; of an observed rollout the old version's backend.
/// </param>
/// <param name="Mode">
/// drive: the service moves the weights. observe: another controller does, and the service only reads and judges.
/// </param>
internal sealed record StartBody(
    string Service,
    string Environment,
    string Version,
    string Reason,
    string? Plan = null,
    ValueList<string>? Authors = null,
    string? Stable = null,
    IReadOnlyDictionary<string, string>? Links = null,
    string? Mode = null
);
