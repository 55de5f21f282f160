using System.Collections.Concurrent;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The endings of rollouts. An ended rollout does not change, so each is read once.</summary>
internal sealed class EndedRollouts(StateReader reader, IStreamStore streams)
{
    private const int MostRemembered = 5000;

    private readonly ConcurrentDictionary<RolloutId, EndedRowView> _known = new();

    public async Task<EndedRowView?> OfAsync(RolloutRow row, CancellationToken cancellation)
    {
        if (_known.TryGetValue(row.Id, out var known))
        {
            return known;
        }

        var (state, _) = await reader.LoadAsync(row.Id, cancellation);
        if (state?.Status is not Status.Final final)
        {
            return null;
        }

        var ending = await Endings.FindAsync(streams, state, cancellation);
        var view = new EndedRowView(
            row.Id.ToString(),
            row.Service.Value,
            row.Version.Value,
            row.Environment.Value,
            ChipView.Of(state.Status),
            WhyOf(state, ending),
            Words.Span(final.At - (state.BeganAt ?? state.OpenedAt)),
            Words.Percent(state.Targets.Select(target => target.Furthest).DefaultIfEmpty(Weight.Zero).Max()),
            ending is { By: var by } && by != Actor.Machine.Name ? by : "none",
            final.At
        );
        if (_known.Count > MostRemembered)
        {
            _known.Clear();
        }

        _known[row.Id] = view;
        return view;
    }

    private static string WhyOf(Rollout state, Ending? ending) =>
        state.Status switch
        {
            Status.Succeeded { IsUnproven: true } => "a person waived a verdict",
            Status.Succeeded => state.Checks.IsEmpty ? "no check was asked" : "every check was healthy",
            _ => ending?.Why ?? "",
        };
}
