using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Driving;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryDriving(MemoryTables tables) : IDueRollouts
{
    private const string Door = "Driving";

    /// <summary>Whoever does not listen for so long loses wake-ups, as it may.</summary>
    private const int KeptWakeUps = 1024;

    private readonly List<Channel<WakeUp>> _listeners = [];

    public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        tables.Run(Door, nameof(ClaimAsync), () => Claim(request), cancellation);

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ReleaseAsync),
            () =>
            {
                foreach (var release in releases)
                {
                    LetGo(release);
                }

                return releases.Count;
            },
            cancellation
        );

    public async IAsyncEnumerable<WakeUp> WakeUpsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        tables.Fault?.Invoke(new MemoryCall(Door, nameof(WakeUpsAsync), IsOver: false));
        var channel = Channel.CreateBounded<WakeUp>(
            new BoundedChannelOptions(KeptWakeUps) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (_listeners)
        {
            _listeners.Add(channel);
        }

        try
        {
            await foreach (var id in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return id;
            }
        }
        finally
        {
            lock (_listeners)
            {
                _listeners.Remove(channel);
            }
        }
    }

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(OverdueAsync),
            () =>
            {
                var now = tables.Now();
                var late = tables.DueRollouts.TakeWhile(due => now - due.Due > since).ToList();
                return new Overdue(late.Count, late.Count == 0 ? TimeSpan.Zero : now - late[0].Due);
            },
            cancellation
        );

    public void Wake(WakeUp wakeUp)
    {
        lock (_listeners)
        {
            foreach (var listener in _listeners)
            {
                listener.Writer.TryWrite(wakeUp);
            }
        }
    }

    private Claimed<ClaimedRollout> Claim(ClaimRequest request)
    {
        var now = tables.Now();
        var claimed = tables
            .DueRollouts.TakeWhile(due => due.Due <= now)
            .Concat(tables.DueRollouts.Where(due => due.Due > now + DueTime.Impossible))
            .Where(due => tables.Rollouts[due.Id].IsFree(now) && tables.Rollouts[due.Id].Format <= request.Reads)
            .Where(due =>
                request.Least == WorkClass.Start
                || (
                    tables.Rollouts[due.Id].Class <= request.Least
                    && (due.Due <= now || request.Least >= WorkClass.Forward)
                )
            )
            .OrderBy(due => due.Due > now)
            .ThenBy(due => request.IsByDue ? WorkClass.Rollback : tables.Rollouts[due.Id].Class)
            .Take(request.AtMost)
            .OrderBy(due => request.IsByDue ? WorkClass.Rollback : tables.Rollouts[due.Id].Class)
            .ThenBy(due => due.Due)
            .ToList();
        return new Claimed<ClaimedRollout>(
            now,
            claimed
                .Select(due =>
                {
                    var token = tables.Take(tables.Rollouts[due.Id], now + request.For);
                    var stream = tables.StateOf(StreamName.Of(due.Id))!;
                    var head = new Head(stream.Name.Text, stream.Version, stream.Head);
                    return new ClaimedRollout(due.Id, head, token, due.Due) { Class = tables.Rollouts[due.Id].Class };
                })
                .ToValueList()
        );
    }

    private void LetGo(Release release)
    {
        if (!tables.Rollouts.TryGetValue(release.Id, out var rollout) || !rollout.IsHeld(release.Lease))
        {
            return;
        }

        rollout.LetGo();
        if (tables.StateOf(StreamName.Of(release.Id))!.Version == release.Version)
        {
            rollout.Class = release.Class;
            tables.SetDue(release.Id, rollout, release.Due);
        }
    }
}
