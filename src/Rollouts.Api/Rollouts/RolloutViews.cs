using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Stories;
using Rollouts.Domain.Rollouts.Wants;

namespace Rollouts.Api.Rollouts;

/// <summary>Makes views of states.</summary>
internal static class RolloutViews
{
    public static RolloutView Of(Rollout state) =>
        new(
            state.Terms.Id.ToString(),
            state.Terms.Plan.Service.Value,
            state.Terms.Plan.Environment.Value,
            state.Terms.Version.Value,
            state.Status.Name,
            state.Position.ToString(),
            Story.Where(state),
            Standstill.Of(state).ToValueList(),
            state.OpenedAt.ToString(),
            Desired.Of(state, state.LastAt).Due?.ToString(),
            state.Status is Status.Final final ? final.At.ToString() : null,
            state.Targets.Select(Of).ToValueList(),
            state.Guards.Select(Of).ToValueList(),
            LinksOf(state)
        );

    private static Dictionary<string, string>? LinksOf(Rollout state) =>
        state.Terms.Provenance is { Links: { IsEmpty: false } links }
            ? links.ToDictionary(link => link.Name, link => link.Address, StringComparer.Ordinal)
            : null;

    private static TargetView Of(TargetState target) =>
        new(
            target.Name.Value,
            target.Terms.Candidate.Value,
            target.Terms.Stable.Value,
            target.Aim.Candidate.ToString(),
            target.Applied?.Candidate.ToString(),
            target.Observed?.Traffic.Candidate.ToString(),
            target.Trouble?.Error
        );

    private static CheckView Of(Guard guard) =>
        new(
            guard.Check.Name.Value,
            guard.Target?.Value,
            guard.Standing.ToString(),
            guard.Since.ToString(),
            guard.Evidence?.Sentence
        );
}
