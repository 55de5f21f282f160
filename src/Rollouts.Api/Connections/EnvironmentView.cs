using Rollouts.Domain.Connections;
using Rollouts.Engine.Connections;

namespace Rollouts.Api.Connections;

/// <summary>The requirements of administrators for every rollout in an environment.</summary>
/// <param name="AtOnce">The most rollouts that may run at the same time.</param>
/// <param name="Approvers">The groups, and how many of their people must approve.</param>
/// <param name="Revision">The revision of an environment that was written over the API.</param>
/// <param name="Mode">drive, or observe if every rollout is only observed.</param>
/// <param name="Problem">Why the environment is not in force; null if it is.</param>
internal sealed record EnvironmentView(
    string Name,
    int? AtOnce,
    string? Longest,
    ValueList<string> Approvers,
    int? Approvals,
    ValueList<string> Freezes,
    ConfigSource From,
    int? Revision,
    string? Problem = null,
    string Mode = "drive"
)
{
    /// <param name="written">
    /// The stored form of an environment that was written over the API; null for one of the file.
    /// </param>
    public static EnvironmentView Of(EnvironmentName name, EnvironmentPolicy policy, StoredPart? written) =>
        new(
            name.Value,
            policy.AtOnce,
            policy.Longest is { } longest ? Spans.Say(longest) : null,
            (policy.Approval?.From ?? []).Select(group => group.Value).ToValueList(),
            policy.Approval?.Count,
            policy.Freezes.Select(freeze => freeze.Name.Value).ToValueList(),
            written is { Trouble: null } ? ConfigSource.Api : ConfigSource.File,
            written is { Trouble: null } ? written.Revision : null,
            Mode: policy.ObservesOnly ? "observe" : "drive"
        );

    public static EnvironmentView OfTroubled(StoredPart written) =>
        new(written.Part.Name, null, null, [], null, [], ConfigSource.Api, written.Revision, written.Trouble);
}
