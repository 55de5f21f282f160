using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryDriving(MemoryTables tables) : IDueRollouts
{
    private const string Door = "Driving";

    /// <summary>Whoever does not listen for so long loses wake-ups, as it may.</summary>
    private const int KeptWakeUps = 1024;

    private readonly List<Channel<RolloutId>> _listeners = [];

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

    public async IAsyncEnumerable<RolloutId> WakeUpsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        tables.Fault?.Invoke(new MemoryCall(Door, nameof(WakeUpsAsync), IsOver: false));
        var channel = Channel.CreateBounded<RolloutId>(
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

    public void Wake(RolloutId id)
    {
        lock (_listeners)
        {
            foreach (var listener in _listeners)
            {
                listener.Writer.TryWrite(id);
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
            .Take(request.AtMost)
            .ToList();
        return new Claimed<ClaimedRollout>(
            now,
            claimed
                .Select(due =>
                {
                    var token = tables.Take(tables.Rollouts[due.Id], now + request.For);
                    var stream = tables.StateOf(StreamName.Of(due.Id))!;
                    var head = new Head(stream.Name.Text, stream.Version, stream.Head);
                    return new ClaimedRollout(due.Id, head, token, due.Due);
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
            tables.SetDue(release.Id, rollout, release.Due);
        }
    }
}
