using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Integrations.Storage.Lists;

namespace Rollouts.Api.Rollouts;

/// <summary>A rollout as lists show it.</summary>
internal sealed record RowView(
    string Id,
    string Service,
    string Environment,
    string Version,
    string? Owner,
    string Status,
    string Where,
    string OpenedAt,
    string? EndedAt
)
{
    public static RowView Of(RolloutRow row) =>
        new(
            row.Id.ToString(),
            row.Service.Value,
            row.Environment.Value,
            row.Version.Value,
            row.Owner,
            row.Status,
            row.Where,
            row.OpenedAt.ToString(),
            row.EndedAt?.ToString()
        );

    public static RowView Of(Rollout state) =>
        new(
            state.Terms.Id.ToString(),
            state.Terms.Plan.Service.Value,
            state.Terms.Plan.Environment.Value,
            state.Terms.Version.Value,
            state.Terms.Plan.Owner,
            state.Status.Name,
            Story.Where(state),
            state.OpenedAt.ToString(),
            state.Status is Status.Final final ? final.At.ToString() : null
        );
}
