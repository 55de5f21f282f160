using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Storage.Lists;

namespace Rollouts.Api.Rollouts;

/// <summary>A rollout in a list.</summary>
internal sealed record RowView(
    string Id,
    string Service,
    string Environment,
    string Version,
    string? Owner,
    string Status,
    string Summary,
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
            row.Summary,
            row.OpenedAt.ToString(),
            row.EndedAt?.ToString()
        );

    public static RowView Of(Rollout state) =>
        new(
            state.Spec.Id.ToString(),
            state.Spec.Plan.Service.Value,
            state.Spec.Plan.Environment.Value,
            state.Spec.Version.Value,
            state.Spec.Plan.Owner,
            state.Status.Name,
            StatusSummary.Of(state),
            state.OpenedAt.ToString(),
            state.Status is Status.Final final ? final.At.ToString() : null
        );
}
