using Microsoft.Extensions.Logging;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Worker.Asking;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Loops;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Alarms;

/// <summary>
/// Takes pushed alarms: checks whose they are, writes them down, and hands them in to every rollout whose plan names
/// them. Done twice, it comes to the same, so a sender that heard no answer may send again.
/// </summary>
public sealed class AlarmDesk(
    AlarmSenders senders,
    AlarmBooks books,
    IRolloutLists lists,
    TermsCache terms,
    RolloutDoor door,
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
        // Written down first: a rollout that is opened from now on finds it there.
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
            // Together, so that their writes share transactions: one alarm may take hundreds of rollouts back.
            submitted.Add(TellAsync(id, new Observation.AlarmChanged(alarm, ringing.Contains(alarm)), cancellation));
        }

        var areTold = Array.TrueForAll(await Task.WhenAll(submitted), isTold => isTold);
        var leftOut = LeftOut(kept, signals).Count;
        if (leftOut > 0)
        {
            logger.AlarmsLeftOut(sender.Name.Value, leftOut, AlarmBook.Most);
        }

        return areTold && leftOut == 0 ? AlarmOutcome.Taken : AlarmOutcome.NotNow;
    }

    /// <summary>
    /// Records the signals. The plans of the live rollouts are read only if there is no room for some of the alarms.
    /// </summary>
    private async Task<AlarmBook?> KeepAsync(
        Connection.Sender sender,
        ValueList<AlarmSignal> signals,
        CancellationToken cancellation
    )
    {
        HashSet<string> named = new(StringComparer.Ordinal);
        var kept = await books.TakeAsync(sender, signals, named, cancellation);
        if (kept is not CommandResult<AlarmBook>.Accepted { State: var book })
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
            : await books.TakeAsync(sender, signals, named, cancellation) is CommandResult<AlarmBook>.Accepted again
                ? again.State
            : null;
    }

    private static ValueList<AlarmSignal> LeftOut(AlarmBook book, ValueList<AlarmSignal> signals) =>
        signals.Where(signal => signal.IsRinging && !book.Knows(signal.Name, signal.Instance)).ToValueList();

    /// <summary>
    /// Hands an alarm in to one rollout. A rollout that fails unexpectedly, as one with a record of another build,
    /// delays no other rollout, and the sender cannot mend it by sending again.
    /// </summary>
    /// <returns>False if the sender has to send again.</returns>
    private async Task<bool> TellAsync(RolloutId id, Observation.AlarmChanged observed, CancellationToken cancellation)
    {
        var isTold = true;
        await GuardAsync(
            id,
            async () =>
                isTold =
                    await door.HandInAsync(id, observed, wakes: true, answer: null, cancellation)
                        is not CommandResult<Rollout>.Conflict,
            cancellation
        );
        return isTold;
    }

    private Task<bool> GuardAsync(RolloutId id, Func<Task> work, CancellationToken cancellation) =>
        ItemGuard.RunAsync(nameof(AlarmDesk), $"rollout {id}", work, logger, cancellation);

    /// <summary>The rollouts under way whose plans name one of these, the newest first.</summary>
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
                Terms? known = null;
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
