using Rollouts.Domain.Installations;

namespace Rollouts.Api.Connections;

/// <summary>What administrators demand of every rollout in an environment.</summary>
/// <param name="AtOnce">How many rollouts may run at once.</param>
/// <param name="Approvers">The groups one of which has to agree, and how many of their people.</param>
internal sealed record EnvironmentView(
    string Name,
    int? AtOnce,
    string? Longest,
    ValueList<string> Approvers,
    int? Approvals,
    ValueList<string> Freezes
)
{
    public static EnvironmentView Of(EnvironmentName name, EnvironmentPolicy policy) =>
        new(
            name.Value,
            policy.AtOnce,
            policy.Longest is { } longest ? Spans.Say(longest) : null,
            (policy.Approval?.From ?? []).Select(group => group.Value).ToValueList(),
            policy.Approval?.Count,
            policy.Freezes.Select(freeze => freeze.Name).ToValueList()
        );
}
