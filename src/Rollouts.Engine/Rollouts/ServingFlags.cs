using Rollouts.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Messages;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Records in the service's stream whether requests still reach a candidate that was taken back, and informs people.
/// The poller of checks reports it, so that no way back waits for a metric source.
/// </summary>
public sealed class ServingFlags(StreamRunner runner, StateReader reader, StoreClock clock)
{
    /// <summary>Takes the outcome of the check of the share after a way back.</summary>
    /// <param name="isOver">Whether the time of the watch is over. A flag is watched until requests end.</param>
    /// <returns>
    /// Whether to ask again. False if another rollout has begun since and no flag is raised, so that the question has
    /// no meaning any more.
    /// </returns>
    public async Task<bool> ReportAsync(
        RolloutSpec spec,
        TargetName? target,
        Verdict verdict,
        bool isOver,
        CancellationToken cancellation
    )
    {
        var service = (await reader.RelatedStreamsOfAsync(spec.Plan, cancellation)).Service;
        var known = spec.Targets.First(one => target is null || one.Name == target);
        if (!ServingDecider.IsWatched(service, spec.Id, known.Name, known.Candidate))
        {
            return false;
        }

        var still = verdict.Outcome == CheckOutcome.Misrouted ? Say(known, verdict) : null;

        // Silence and a source that fails change nothing: neither raises the flag, and neither lowers it.
        if (
            verdict.Outcome is CheckOutcome.Misrouted or CheckOutcome.Healthy
            && NewsOf(service, spec, known, still, clock.Now) is not null
        )
        {
            var rollout = (await reader.LoadAsync(spec.Id, cancellation)).State!;
            await runner.TransactAsync(
                StreamName.Of(service.Name, service.Environment),
                StateCodecs.Service(service.Name, service.Environment),
                (before, now) => Change(before, rollout, known, still, now),
                cancellation
            );
        }

        return !isOver
            || verdict.Outcome switch
            {
                CheckOutcome.Misrouted => true,
                CheckOutcome.Healthy => false,
                _ => service.ServingOn(known.Name, known.Candidate) is not null,
            };
    }

    private static ServiceEvent? NewsOf(
        Service service,
        RolloutSpec spec,
        TargetSpec target,
        string? still,
        Instant now
    ) => ServingDecider.Report(service, spec.Id, target.Name, target.Candidate, still, now);

    private static StreamChange<Service> Change(
        Snapshot<Service> before,
        Rollout rollout,
        TargetSpec target,
        string? still,
        Instant now
    )
    {
        if (NewsOf(before.State!, rollout.Spec, target, still, now) is not { } news)
        {
            return new StreamChange<Service>.Keep(before.State!);
        }

        var reason = still ?? $"requests reach '{target.Candidate}' on '{target.Name}' no more";
        var after = ServiceEvolution.Evolve(before.State!, news);
        var because = new EventMetadata(now, Actor.Machine, new Cause("verdict", Key: null), reason);
        return new StreamChange<Service>.Write(
            after,
            new Commit
            {
                Writes = StreamAppend
                    .Write(before.Stream, before.Version, after, [((object)news, because)])
                    .ToValueList(),
                Messages = still is null ? [] : MessagesOf(rollout, target, still, now).ToValueList(),
            }
        );
    }

    private static IEnumerable<Storage.Outbox.Message> MessagesOf(
        Rollout rollout,
        TargetSpec target,
        string still,
        Instant now
    ) =>
        NotificationChannels.MessagesOf(
            rollout,
            new Notification(
                $"still serving {target.Name} {now}",
                NotificationKind.StillServing,
                $"URGENT: {rollout.Spec.Plan.Service} {rollout.Spec.Version} in {rollout.Spec.Plan.Environment} was "
                    + $"taken back, and requests still reach '{target.Candidate}' on '{target.Name}': {still}"
            )
        );

    private static string Say(TargetSpec target, Verdict verdict) =>
        verdict.Evidence.Sentence
        + (target.Distribution is { } distribution ? $"; usual cause: {distribution.StillServes}" : "");
}
