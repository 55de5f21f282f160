using Microsoft.Extensions.Logging;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Metering;
using Rollouts.Storage.Marks;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Restores;

/// <summary>Compares the store with its mark, records a hold if the store went back, and renews the mark.</summary>
public sealed class RestoreCheck(IStore store, RestoreHolds holds, MarkSettings settings, ILogger<RestoreCheck> logger)
{
    private bool _isAcknowledging = settings.IsRestored;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // The mark is read first: a value that another worker has marked by then is not newer than the store.
        var mark = settings.File?.Read();
        var head = await store.Head.ReadAsync(cancellation);
        var loss = settings.File is null ? StoreLoss.None : StoreMark.Compare(mark, head, settings.Tolerance);
        var known = await holds.RefreshAsync(cancellation);
        if ((loss != StoreLoss.None || _isAcknowledging) && head.Counter > 0)
        {
            await holds.ChangeAsync((newest, now) => Next(newest, mark, loss, now), Say(loss), cancellation);
        }

        // The hold is stored before the mark follows the store. After a crash between the two, the loss is detected
        // again.
        settings.File?.Write(StoreMark.After(mark, head));
        _isAcknowledging = false;
        if (holds.Newest is { } hold && hold != known)
        {
            logger.StoreWentBack(hold.Kind, Say(loss));
        }

        Telemetry.StoreHeld.Record(holds.Newest?.Kind == StoreHoldKind.Unacknowledged ? 1 : 0);
        holds.Checked();
    }

    private StoreHold? Next(StoreHold? newest, StoreMark? mark, StoreLoss loss, Instant now)
    {
        // Another worker has detected the same loss. This mark knows nothing of the time since.
        var isNoticed =
            newest is not null
            && (
                (mark is not null && mark.At < newest.At)
                || (loss == StoreLoss.Unknown && newest.Kind == StoreHoldKind.Unacknowledged)
            );
        if (_isAcknowledging)
        {
            return newest switch
            {
                { Kind: StoreHoldKind.Acknowledged } when isNoticed => null,
                { Kind: StoreHoldKind.Unacknowledged } when isNoticed || loss == StoreLoss.None => newest with
                {
                    Kind = StoreHoldKind.Acknowledged,
                },
                _ => new StoreHold(now, StoreHoldKind.Acknowledged),
            };
        }

        return isNoticed || loss == StoreLoss.None
            ? null
            : new StoreHold(now, loss == StoreLoss.Seconds ? StoreHoldKind.Reread : StoreHoldKind.Unacknowledged);
    }

    private static string Say(StoreLoss loss) =>
        loss switch
        {
            StoreLoss.None => "the process was started with --restored",
            StoreLoss.Seconds => "the database is behind its mark by seconds",
            StoreLoss.More => "the database is behind its mark",
            StoreLoss.Unknown => "the mark of the database is missing or belongs to another database",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
