using Rollouts.Domain.Rollouts.States;
using Rollouts.EndToEnd.Tests.Relays;
using Rollouts.EndToEnd.Tests.Storms;
using Rollouts.EndToEnd.Tests.Streets;
using Xunit.Abstractions;

namespace Rollouts.EndToEnd.Tests.WaysBack;

/// <summary>Whoever wants it back has it back, whatever hangs meanwhile, and whatever wakes up afterwards.</summary>
public sealed class WayBackTests(ITestOutputHelper output)
{
    private const int LeastWaiting = 4;

    private static readonly int Shops = Form.Of(4, 40);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(8);

    private readonly Story _story = new(output);

    [Fact]
    public async Task What_hangs_keeps_no_way_back_waiting_and_what_wakes_up_late_is_put_right()
    {
        await using var source = await HangingSource.StartAsync();
        await using var street = await Street.OpenAsync(Shops + 2);
        street.OtherSource = source.Address;
        await using var cluster = await Cluster.StartAsync(street);

        var (stuck, late) = (street.Shops[^1], street.Shops[^2]);
        var held = new HeldWrites(street.Book, stuck, late);
        foreach (var shop in street.Shops)
        {
            await cluster.ReleaseAsync(shop, Plans.Standing(shop, source: "other"));
        }

        await Task.WhenAll(
            GoesBackWhileASourceHangsAsync(cluster, source),
            GoesBackWhileAWriteHangsAsync(cluster, stuck, held),
            IsPutRightAsync(cluster, late, held)
        );
        await cluster.HoldsAsync();
        Assert.DoesNotContain(
            "nobody foresaw",
            cluster.Right.Worker.Output + cluster.Ahead.Worker.Output,
            StringComparison.Ordinal
        );
    }

    private async Task GoesBackWhileASourceHangsAsync(Cluster cluster, HangingSource source)
    {
        var shops = cluster.Rollouts.Take(Shops).ToList();
        await Eventually.IsAsync(
            () => shops.TrueForAll(shop => LastOf(cluster, shop.Value)?.Last == Weight.Percent(50)),
            "every shop to have half of it",
            Form.ToTheEnd
        );
        source.Hang();

        // Not all of them: a worker bounds how much it asks one source at once, and the others wait for these.
        await Eventually.IsAsync(() => source.Waiting >= LeastWaiting, "checks to wait", Form.ToTheEnd);
        var answered = source.Answered;

        List<TimeSpan> times = [];
        foreach (var (id, shop) in shops)
        {
            var began = TimeProvider.System.GetUtcNow();
            await cluster.Desk.RollBackAsync(id);
            await Eventually.IsAsync(
                () => LastOf(cluster, shop)?.Last == Weight.Zero,
                "the way back to be written",
                Form.ToTheEnd
            );
            times.Add(LastOf(cluster, shop)!.At - Instant.From(began));
        }

        Assert.Equal(answered, source.Answered);
        times.Sort();
        _story.Say(
            $"rollBack to write while a source hangs, {times.Count} times: p50 {Say(times[times.Count / 2])}, "
                + $"p99 {Say(times[(times.Count * 99 - 1) / 100])}, most {Say(times[^1])}"
        );
    }

    private async Task GoesBackWhileAWriteHangsAsync(Cluster cluster, string shop, HeldWrites held)
    {
        var id = IdOf(cluster, shop);
        await held.ArrivedAsync(shop);
        await cluster.Desk.RollBackAsync(id);
        await EndedAsync<Status.RolledBack>(cluster, id);

        Assert.False(held.IsHandedOn(shop));
        Assert.Equal(Weight.Zero, await cluster.Street.ShareAsync(shop));
        held.HandOn(shop);
        await LateIsPutRightAsync(cluster, shop);
    }

    private async Task IsPutRightAsync(Cluster cluster, string shop, HeldWrites held)
    {
        var id = IdOf(cluster, shop);
        var arrived = await held.ArrivedAsync(shop);

        // Whoever sent it is given up; somebody sends the same again, and it goes on.
        await Eventually.IsAsync(
            () => LastOf(cluster, shop)?.Last == Weight.Percent(50),
            "it to be sent again",
            Form.ToTheEnd
        );
        await Eventually.IsAsync(
            () => TimeProvider.System.GetElapsedTime(arrived) > Lease + TimeSpan.FromSeconds(1),
            "a lease to run out",
            Form.ToTheEnd
        );
        await cluster.Desk.RollBackAsync(id);
        await EndedAsync<Status.RolledBack>(cluster, id);
        held.HandOn(shop);
        await LateIsPutRightAsync(cluster, shop);
    }

    private async Task LateIsPutRightAsync(Cluster cluster, string shop)
    {
        await Eventually.IsAsync(
            () =>
            {
                var writes = cluster.Street.Book.Writes.Where(write => write.Line.Shop == shop).ToList();
                return writes.Exists(write => write is { IsLate: true, Last.BasisPoints: > 0 })
                    && writes[^1] is { IsLate: false, Last.BasisPoints: 0 };
            },
            "the late write to be put right",
            Form.ToTheEnd
        );
        Assert.Equal(Weight.Zero, await cluster.Street.ShareAsync(shop));
        _story.Say($"a late write to {shop} was put right");
    }

    private static async Task EndedAsync<TStatus>(Cluster cluster, RolloutId id)
        where TStatus : Status.Final =>
        await Eventually.IsAsync(
            async () => (await cluster.Desk.StateAsync(id)).Status is TStatus,
            $"it to be {typeof(TStatus).Name}",
            Form.ToTheEnd
        );

    private static RouterWrite? LastOf(Cluster cluster, string shop) =>
        cluster.Street.Book.Writes.LastOrDefault(write => write.Line.Shop == shop);

    private static RolloutId IdOf(Cluster cluster, string shop) =>
        cluster.Rollouts.First(rollout => rollout.Value == shop).Key;

    private static string Say(TimeSpan time) => $"{time.TotalMilliseconds:0} ms";
}
