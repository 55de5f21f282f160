using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Reads the stable versions of services, and the results of their last releases.</summary>
internal sealed class ServicesQuery(StateReader reader, IStreamStore streams, IStore store)
{
    private const string Kind = "service/";

    private const int PageSize = 50;

    private const int StripLength = 20;

    public async Task<ServicesView> ReadAsync(Caller caller, string? after, CancellationToken cancellation)
    {
        List<ServiceRowView> rows = [];
        string? next = null;
        await foreach (var head in StreamsUnder.HeadsAsync(streams, Kind, after, cancellation))
        {
            if (
                StreamsUnder.PairIn(head.Stream) is not var (service, environment)
                || !caller.Reaches(service, environment)
            )
            {
                continue;
            }

            if (rows.Count == PageSize)
            {
                next = $"{Kind}{rows[^1].Environment}/{rows[^1].Name}";
                break;
            }

            rows.Add(
                await UnreadableRows.OrAsync(
                    () => RowAsync(service, environment, cancellation),
                    () =>
                        new ServiceRowView(
                            service.Value,
                            environment.Value,
                            Stable: [],
                            UnderWay: null,
                            Waiting: null,
                            Past: [],
                            UnreadableRows.Why,
                            Opened: 0
                        )
                )
            );
        }

        return new ServicesView(rows, next);
    }

    private async Task<ServiceRowView> RowAsync(
        ServiceName name,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        var loaded = await streams.LoadAsync([StreamName.Of(name, environment)], cancellation);
        var service = await reader.ServiceOfAsync(name, environment, loaded.Streams[0], cancellation);
        var past = await store.Lists.ListAsync(
            new RolloutFilter(name, environment, IsLive: false),
            after: null,
            StripLength,
            cancellation
        );
        var outcomes = past.Reverse()
            .Select(row => new OutcomeView(
                row.Id.ToString(),
                row.Version.Value,
                ChipView.OfName(row.Status),
                row.EndedAt ?? row.OpenedAt
            ))
            .ToList();
        var failed = past.Count(row => row.Status == nameof(Status.RolledBack));
        return new ServiceRowView(
            name.Value,
            environment.Value,
            [
                .. service.Stable.Select(stable => new StableRowView(
                    stable.Target.Value,
                    stable.Version?.Value ?? "unknown version",
                    stable.Backend.Value,
                    service.Drifts.FirstOrDefault(drift => drift.Target == stable.Target) is { } drift
                        ? $"{Words.Percent(drift.Seen)} moved from outside"
                        : null,
                    service.Serving.FirstOrDefault(serving => serving.Target == stable.Target) is { } serving
                        ? $"requests still reach {serving.Backend}: {serving.Sentence}"
                        : null
                )),
            ],
            service.UnderWay is { } underWay ? underWay.Id.ToString() : null,
            service.Waiting is { } waiting ? waiting.Id.ToString() : null,
            outcomes,
            past.Count == 0 ? "" : $"{failed} of the last {past.Count} rolled back",
            service.Opened
        );
    }
}
