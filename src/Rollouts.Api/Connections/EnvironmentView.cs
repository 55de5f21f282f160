using Rollouts.Domain.Installations;
using Rollouts.Worker.Installations;

namespace Rollouts.Api.Connections;

/// <summary>What administrators demand of every rollout in an environment.</summary>
/// <param name="AtOnce">How many rollouts may run at once.</param>
/// <param name="Approvers">The groups one of which has to agree, and how many of their people.</param>
/// <param name="Revision">Of one that was written over the API.</param>
/// <param name="Trouble">Why it is not in force; null for one that is.</param>
internal sealed record EnvironmentView(
    string Name,
    int? AtOnce,
    string? Longest,
    ValueList<string> Approvers,
    int? Approvals,
    ValueList<string> Freezes,
    Whence From,
    int? Revision,
    string? Trouble = null
)
{
    /// <param name="written">As it was written over the API; null for one of the file.</param>
    public static EnvironmentView Of(EnvironmentName name, EnvironmentPolicy policy, StoredPart? written) =>
        new(
            name.Value,
            policy.AtOnce,
            policy.Longest is { } longest ? Spans.Say(longest) : null,
            (policy.Approval?.From ?? []).Select(group => group.Value).ToValueList(),
            policy.Approval?.Count,
            policy.Freezes.Select(freeze => freeze.Name.Value).ToValueList(),
            written is { Trouble: null } ? Whence.Api : Whence.File,
            written is { Trouble: null } ? written.Revision : null
        );

    public static EnvironmentView OfTroubled(StoredPart written) =>
        new(written.Part.Name, null, null, [], null, [], Whence.Api, written.Revision, written.Trouble);
}
