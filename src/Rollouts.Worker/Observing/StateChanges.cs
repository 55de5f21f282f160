using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Observing;

/// <summary>What has happened to rollouts, as lines of the log and as numbers.</summary>
internal static class StateChanges
{
    private static readonly FrozenDictionary<Type, string> StatusAfter = new Dictionary<Type, string>
    {
        [typeof(RolloutEvent.Opened)] = nameof(Status.Queued),
        [typeof(RolloutEvent.Began)] = nameof(Status.Running),
        [typeof(RolloutEvent.Paused)] = nameof(Status.Paused),
        [typeof(RolloutEvent.Resumed)] = nameof(Status.Running),
        [typeof(RolloutEvent.WayBackBegan)] = nameof(Status.RollingBack),
        [typeof(RolloutEvent.Succeeded)] = nameof(Status.Succeeded),
        [typeof(RolloutEvent.RolledBack)] = nameof(Status.RolledBack),
        [typeof(RolloutEvent.Cancelled)] = nameof(Status.Cancelled),
        [typeof(RolloutEvent.Superseded)] = nameof(Status.Superseded),
        [typeof(RolloutEvent.Abandoned)] = nameof(Status.Abandoned),
    }.ToFrozenDictionary();

    public static void Tell(Commit commit, ILogger logger)
    {
        foreach (var write in commit.Writes)
        {
            if (write.Row is { } row)
            {
                foreach (var entry in write.Entries)
                {
                    Tell(row, entry, logger);
                }
            }
        }
    }

    private static void Tell(RolloutRow row, Entry entry, ILogger logger)
    {
        logger.RolloutChanged(
            row.Id.ToString(),
            entry.Event,
            row.Service.Value,
            row.Version.Value,
            row.Environment.Value,
            row.Status,
            row.Where,
            entry.Reason
        );
        if (EventRegistry.TypeOf(entry.Event) is { } type && StatusAfter.TryGetValue(type, out var status))
        {
            Telemetry.StatusTransitions.Add(
                1,
                Labels.Of(Labels.Service, row.Service.Value),
                Labels.Of(Labels.Environment, row.Environment.Value),
                Labels.Of(Labels.Status, status)
            );
        }
    }
}
