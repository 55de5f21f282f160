using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;

namespace Rollouts.Api.Rollouts;

/// <summary>Makes views of states.</summary>
internal static class RolloutViews
{
    public static RolloutView Of(Rollout state) =>
        new(
            state.Spec.Id.ToString(),
            state.Spec.Plan.Service.Value,
            state.Spec.Plan.Environment.Value,
            state.Spec.Version.Value,
            state.Status.Name,
            state.Position.ToString(),
            StatusSummary.Of(state),
            Standstill.Of(state).ToValueList(),
            state.OpenedAt.ToString(),
            DesiredState.Of(state, state.LastAt).Deadline?.ToString(),
            state.Status is Status.Final final ? final.At.ToString() : null,
            state.Targets.Select(Of).ToValueList(),
            state.Checks.Select(Of).ToValueList(),
            LinksOf(state),
            PointOfNoReturn: PointOf(state),
            Mode: state.Spec.Observes ? "observe" : "drive",
            WouldHave: state.Spec.Observes ? state.WouldHaveActed.Select(Of).ToValueList() : null,
            Approvals: ApprovalViews.Of(state)
        );

    private static PointView? PointOf(Rollout state) =>
        (state.PassedPoint?.Because ?? state.Spec.Steps.PointOfNoReturn?.Because) is { } because
            ? new PointView(because, state.PassedPoint?.At.ToString(), state.Withheld?.Because)
            : null;

    private static WouldHaveView Of(WouldHave would) =>
        new(would.Action.ToString(), would.Weight.ToString(), would.Because, would.At.ToString());

    private static Dictionary<string, string>? LinksOf(Rollout state) =>
        state.Spec.Provenance is { Links: { IsEmpty: false } links }
            ? links.ToDictionary(link => link.Name, link => link.Address, StringComparer.Ordinal)
            : null;

    private static TargetView Of(TargetState target) =>
        new(
            target.Name.Value,
            target.Spec.Candidate.Value,
            target.Spec.Stable.Value,
            target.Aim.Candidate.ToString(),
            target.Applied?.Candidate.ToString(),
            target.Observed?.Traffic.Candidate.ToString(),
            target.Failure?.Error
        );

    private static CheckView Of(CheckRun guard) =>
        new(
            guard.Check.Name.Value,
            guard.Target?.Value,
            guard.Outcome.ToString(),
            guard.Since.ToString(),
            guard.Evidence?.Sentence
        );
}
