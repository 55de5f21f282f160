using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Metering;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Observing;

/// <summary>Logs and counts the events of rollouts.</summary>
internal static class StateChanges
{
    private static readonly FrozenDictionary<Type, string> StatusAfter = new Dictionary<Type, string>
    {
        [typeof(RolloutEvent.Opened)] = nameof(Status.Queued),
        [typeof(RolloutEvent.Began)] = nameof(Status.Running),
        [typeof(RolloutEvent.Paused)] = nameof(Status.Paused),
        [typeof(RolloutEvent.Resumed)] = nameof(Status.Running),
        [typeof(RolloutEvent.RollbackStarted)] = nameof(Status.RollingBack),
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

    // The events of an observed rollout lead to more than one status, and it has no other transitions.
    private static string? StatusOf(Type type, RolloutRow row) =>
        type == typeof(RolloutEvent.ObservationEnded) || (type == typeof(RolloutEvent.Opened) && IsObserved(row))
            ? row.Status
            : StatusAfter.GetValueOrDefault(type);

    private static bool IsObserved(RolloutRow row) => row.Status == nameof(Status.Observing);

    private static void Tell(RolloutRow row, Entry entry, ILogger logger)
    {
        logger.RolloutChanged(
            row.Id.ToString(),
            entry.Event,
            row.Service.Value,
            row.Version.Value,
            row.Environment.Value,
            row.Status,
            row.Summary,
            entry.Reason
        );
        if (EventRegistry.TypeOf(entry.Event) is { } type && StatusOf(type, row) is { } status)
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
