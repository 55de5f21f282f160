using Microsoft.Extensions.Logging;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Alarms;
using Rollouts.Storage.Lists;

namespace Rollouts.Engine.Alarms;

/// <summary>
/// Receives pushed alarms: verifies the sender, stores them, and submits them to every rollout whose plan names them.
/// It is idempotent, so a sender that got no answer may send again.
/// </summary>
public sealed class AlarmService(
    AlarmSenders senders,
    AlarmRepository books,
    IRolloutLists lists,
    SpecCache terms,
    RolloutInbox inbox,
    ILogger logger
)
{
    private const int InOnePage = 1000;

    public async Task<AlarmOutcome> ReceiveAsync(string name, AlarmMessage message, CancellationToken cancellation)
    {
        if (senders.Find(name) is not var (connection, sender))
        {
            return AlarmOutcome.Unknown;
        }

        switch (await sender.ReceiveAsync(message, cancellation))
        {
            case AlarmReception.Taken { Signals.IsEmpty: true }:
                return AlarmOutcome.Taken;
            case AlarmReception.Taken taken:
                return await TakeAsync(connection, taken.Signals, cancellation);
            case AlarmReception.Distrusted distrusted:
                logger.AlarmDistrusted(name, distrusted.Why);
                return AlarmOutcome.Distrusted;
            case AlarmReception.Unreadable unreadable:
                logger.AlarmUnreadable(name, unreadable.Why);
                return AlarmOutcome.Unreadable;
            case AlarmReception.NotNow notNow:
                logger.AlarmNotChecked(name, notNow.Why);
                return AlarmOutcome.NotNow;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<AlarmOutcome> TakeAsync(
        Connection.Sender sender,
        ValueList<AlarmSignal> signals,
        CancellationToken cancellation
    )
    {
        // Stored first, so that a rollout that is opened from now on finds it.
        if (await KeepAsync(sender, signals, cancellation) is not { } kept)
        {
            logger.AlarmsNotKept(sender.Name.Value);
            return AlarmOutcome.NotNow;
        }

        var ringing = kept.Ringing.ToHashSet(StringComparer.Ordinal);
        var changed = signals.Select(signal => signal.Name).ToHashSet(StringComparer.Ordinal);
        List<Task<bool>> submitted = [];
        await foreach (var (id, alarm) in NamedByAsync(sender, changed, cancellation))
        {
            // Together, so that their writes share transactions: one alarm may roll hundreds of rollouts back.
            submitted.Add(TellAsync(id, new Observation.AlarmChanged(alarm, ringing.Contains(alarm)), cancellation));
        }

        var areTold = Array.TrueForAll(await Task.WhenAll(submitted), isTold => isTold);
        var leftOut = LeftOut(kept, signals).Count;
        if (leftOut > 0)
        {
            logger.AlarmsLeftOut(sender.Name.Value, leftOut, AlarmState.Most);
        }

        return areTold && leftOut == 0 ? AlarmOutcome.Taken : AlarmOutcome.NotNow;
    }

    /// <summary>
    /// Records the signals. The plans of the live rollouts are read only if there is no room for some of the alarms.
    /// </summary>
    private async Task<AlarmState?> KeepAsync(
        Connection.Sender sender,
        ValueList<AlarmSignal> signals,
        CancellationToken cancellation
    )
    {
        HashSet<string> named = new(StringComparer.Ordinal);
        var kept = await books.TakeAsync(sender, signals, named, cancellation);
        if (kept is not CommandResult<AlarmState>.Accepted { State: var book })
        {
            return null;
        }

        var leftOut = LeftOut(book, signals).Select(signal => signal.Name).ToHashSet(StringComparer.Ordinal);
        if (leftOut.Count == 0)
        {
            return book;
        }

        await foreach (var (_, alarm) in NamedByAsync(sender, leftOut, cancellation))
        {
            named.Add(alarm);
        }

        return named.Count == 0 ? book
            : await books.TakeAsync(sender, signals, named, cancellation) is CommandResult<AlarmState>.Accepted again
                ? again.State
            : null;
    }

    private static ValueList<AlarmSignal> LeftOut(AlarmState book, ValueList<AlarmSignal> signals) =>
        signals.Where(signal => signal.IsRinging && !book.Knows(signal.Name, signal.Instance)).ToValueList();

    /// <summary>
    /// Submits an alarm to one rollout. A rollout that fails unexpectedly, such as one with a record of another build,
    /// delays no other rollout. Another attempt of the sender would not correct it.
    /// </summary>
    /// <returns>False if the sender has to send again.</returns>
    private async Task<bool> TellAsync(RolloutId id, Observation.AlarmChanged observed, CancellationToken cancellation)
    {
        var isTold = true;
        await GuardAsync(
            id,
            async () =>
                isTold =
                    await inbox.SubmitAsync(id, observed, wakes: true, answer: null, cancellation)
                        is not CommandResult<Rollout>.Conflict,
            cancellation
        );
        return isTold;
    }

    private Task<bool> GuardAsync(RolloutId id, Func<Task> work, CancellationToken cancellation) =>
        ItemGuard.RunAsync(nameof(AlarmService), $"rollout {id}", work, logger, cancellation);

    /// <summary>The live rollouts whose plans name one of these alarms, the newest first.</summary>
    private async IAsyncEnumerable<(RolloutId Id, string Alarm)> NamedByAsync(
        Connection.Sender sender,
        HashSet<string> alarms,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        RolloutCursor? after = null;
        while (true)
        {
            var page = await lists.ListAsync(new RolloutFilter(IsLive: true), after, InOnePage, cancellation);
            foreach (var row in page.Where(row => sender.Serves(row.Service, row.Environment)))
            {
                RolloutSpec? known = null;
                await GuardAsync(row.Id, async () => known = await terms.OfAsync(row.Id, cancellation), cancellation);
                var named = known?.Plan.RollBackOn.NamesOf(sender.Traits.Brings);
                foreach (var alarm in named?.Where(alarms.Contains) ?? [])
                {
                    yield return (row.Id, alarm);
                }
            }

            if (page.Count < InOnePage)
            {
                yield break;
            }

            after = new RolloutCursor(page[^1].OpenedAt, page[^1].Id);
        }
    }
}
