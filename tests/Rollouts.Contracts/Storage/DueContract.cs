using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Streams;

namespace Rollouts.Contracts.Storage;

/// <summary>Due times and leases: who drives which rollout, and that no two do.</summary>
public abstract class DueContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly DueTime Never = new(null);

    [Fact]
    public async Task Rollouts_that_are_due_are_claimed_the_longest_overdue_first()
    {
        var now = await HaveDueAsync(3, 1, 2);
        await WriteAsync(Append(Rollout(4), 0) with { Due = new DueTime(now + TimeSpan.FromMinutes(1)) });
        await WriteAsync(Append(Rollout(5), 0) with { Due = Never });
        await WriteAsync(Append(Rollout(6), 0));

        var claimed = await Store.Driving.ClaimAsync(Ten, default);

        Assert.Equal([Id(3), Id(1), Id(2)], claimed.Items.Select(one => one.Id));
        Assert.Equal(
            new[] { 3, 2, 1 }.Select(seconds => now - TimeSpan.FromSeconds(seconds)),
            claimed.Items.Select(one => one.Due)
        );
        Assert.True(claimed.Now >= now);
        var stored = await LoadAsync(Rollout(3));
        Assert.Equal(new Head(Rollout(3).Text, stored!.Version, stored.Head), claimed.Items[0].Head);
    }

    [Fact]
    public async Task A_due_time_is_kept_no_further_ahead_than_five_minutes()
    {
        var now = await HaveDueAsync();
        await WriteAsync(Append(Rollout(1), 0) with { Due = new DueTime(now + TimeSpan.FromHours(8)) });

        await PassAsync(DueTime.Furthest + Second);

        Assert.Equal([Id(1)], (await ClaimAsync()).Select(one => one.Id));
    }

    [Fact]
    public async Task What_a_clock_that_was_ahead_has_written_is_due_when_the_clock_is_right_again()
    {
        var ahead = TimeSpan.FromHours(8);
        var now = await HaveDueAsync(1);
        await PassAsync(ahead);
        var claimed = Assert.Single(await ClaimAsync());
        await WriteAsync(Append(Rollout(2), 0) with { Due = new DueTime(now + ahead + Second) });

        await PassAsync(-ahead);

        // The one whose lease would end in eight hours, too.
        Assert.Equal(
            [Id(1), Id(2)],
            (await ClaimAsync()).Select(one => one.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal)
        );
        Assert.Equal(CommitOutcome.LeaseLost, await TryAsync(Leased(claimed)));
    }

    [Fact]
    public async Task A_rebase_makes_due_what_a_clock_that_was_minutes_ahead_has_written()
    {
        var ahead = TimeSpan.FromMinutes(4);
        var now = await HaveDueAsync();
        await PassAsync(ahead);
        await WriteAsync(
            Append(Rollout(1), 0) with
            {
                Row = ListContract.Row(1),
                Due = new DueTime(now + ahead + Second),
            }
        );
        await PassAsync(-ahead);
        Assert.Empty(await ClaimAsync());

        await Store.RebaseAsync(RebaseRequest.AfterAJump, default);

        Assert.Equal([Id(1)], (await ClaimAsync()).Select(one => one.Id));
    }

    [Fact]
    public async Task A_look_that_is_asked_for_is_due_by_the_clock_of_the_store()
    {
        await WriteAsync(Append(Rollout(1), 0) with { Due = DueTime.Now });

        var claimed = await Store.Driving.ClaimAsync(Ten, default);

        Assert.Equal(Id(1), Assert.Single(claimed.Items).Id);
        Assert.InRange(claimed.Now - claimed.Items[0].Due, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_build_claims_what_it_can_read_and_leaves_the_rest_to_newer_ones()
    {
        await HaveDueAsync(1);
        await WriteAsync(Append(Rollout(2), 0) with { Due = DueTime.Now, Format = 2 });

        var older = await Store.Driving.ClaimAsync(Ten with { Reads = 1 }, default);
        await WriteAsync(Append(Rollout(2), 1) with { Format = 1 });
        var newer = await Store.Driving.ClaimAsync(Ten with { Reads = 2 }, default);

        Assert.Equal([Id(1)], older.Items.Select(one => one.Id));
        Assert.Equal([Id(2)], newer.Items.Select(one => one.Id));
    }

    [Fact]
    public async Task A_process_that_beats_again_writes_its_row_again()
    {
        await Store.BeatAsync("one", default);
        await Store.BeatAsync("one", default);
    }

    [Fact]
    public async Task Not_more_are_claimed_than_asked_for()
    {
        await HaveDueAsync(1, 2, 3);

        Assert.Equal([Id(1), Id(2)], (await ClaimAsync(atMost: 2)).Select(one => one.Id));
        Assert.Equal([Id(3)], (await ClaimAsync(atMost: 2)).Select(one => one.Id));
    }

    [Fact]
    public async Task What_is_held_is_not_claimed()
    {
        await HaveDueAsync(1);

        Assert.Single(await ClaimAsync());
        Assert.Empty(await ClaimAsync());
        await PassAsync(TimeSpan.FromSeconds(4));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task After_the_end_of_a_lease_somebody_else_takes_over_with_a_higher_number()
    {
        await HaveDueAsync(1);
        var first = Assert.Single(await ClaimAsync());

        await PassAsync(Ten.For);
        var second = Assert.Single(await ClaimAsync());

        Assert.True(second.Lease.Number > first.Lease.Number);
        Assert.Equal(CommitOutcome.LeaseLost, await TryAsync(Leased(first)));
        await WriteAsync(Leased(second));
    }

    [Fact]
    public async Task A_lease_that_nobody_took_over_still_holds_when_its_time_is_up()
    {
        await HaveDueAsync(1);
        var claimed = Assert.Single(await ClaimAsync());

        await PassAsync(Ten.For + Second);

        await WriteAsync(Leased(claimed));
    }

    [Fact]
    public async Task Two_claimers_never_get_the_same()
    {
        await HaveDueAsync([.. Enumerable.Range(1, 60)]);

        var claimed = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(n => Task.Run(() => ClaimAsync(atMost: 10, worker: $"worker-{n}")))
        );

        var ids = claimed.SelectMany(some => some).Select(one => one.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());

        // Whoever met the others may have gone away with less than was there; nothing is left out for good.
        ids.AddRange((await ClaimAsync(atMost: 60)).Select(one => one.Id));
        Assert.Equal(Enumerable.Range(1, 60).Select(Id).ToHashSet(), ids.ToHashSet());
        Assert.Equal(60, ids.Count);
    }

    [Fact]
    public async Task A_commit_that_lets_go_ends_the_lease()
    {
        await HaveDueAsync(1);
        var first = Assert.Single(await ClaimAsync());

        await WriteAsync(
            Leased(first) is var commit ? commit with { Writes = [commit.Writes[0] with { LetsGo = true }] } : commit
        );

        var second = Assert.Single(await ClaimAsync());
        Assert.True(second.Lease.Number > first.Lease.Number);
        Assert.Equal(2, second.Head.Version);
        Assert.Equal(CommitOutcome.LeaseLost, await TryAsync(Leased(first, expected: 2)));
    }

    [Fact]
    public async Task After_letting_go_a_lease_is_lost_also_in_the_same_batch()
    {
        await HaveDueAsync(1);
        var claimed = Assert.Single(await ClaimAsync());
        var write = Append(Rollout(1), 1) with { Lease = claimed.Lease, LetsGo = true };

        var outcomes = await Store.Streams.CommitAsync(
            [Together(write), Leased(claimed, expected: 2), Together(Append(Rollout(1), 2))],
            default
        );

        Assert.Equal([CommitOutcome.Written, CommitOutcome.LeaseLost, CommitOutcome.Written], outcomes);
    }

    [Fact]
    public async Task A_lost_lease_is_said_before_a_conflict()
    {
        await HaveDueAsync(1);
        await WriteAsync(Append(Rollout(2), 0));
        var claimed = Assert.Single(await ClaimAsync());
        await Store.Driving.ReleaseAsync([new(claimed.Id, claimed.Lease, 1, Never)], default);

        var outcome = await TryAsync(
            Together(Append(Rollout(2), 0), Append(Rollout(1), 1) with { Lease = claimed.Lease })
        );

        Assert.Equal(CommitOutcome.LeaseLost, outcome);
    }

    [Fact]
    public async Task A_lease_is_only_good_for_its_own_rollout()
    {
        await HaveDueAsync(1, 2);
        var claimed = Assert.Single(await ClaimAsync(atMost: 1));

        Assert.Equal(
            CommitOutcome.LeaseLost,
            await TryAsync(Together(Append(Rollout(2), 1) with { Lease = claimed.Lease }))
        );
        Assert.Equal(
            CommitOutcome.LeaseLost,
            await TryAsync(Together(Append(Rollout(9), 0) with { Lease = claimed.Lease }))
        );
    }

    [Fact]
    public async Task Who_needs_no_lease_writes_beside_the_one_who_holds_it()
    {
        await HaveDueAsync(1);
        var claimed = Assert.Single(await ClaimAsync());

        await WriteAsync(Append(Rollout(1), 1));

        Assert.Equal(CommitOutcome.Conflict, await TryAsync(Leased(claimed)));
        await WriteAsync(Leased(claimed, expected: 2));
    }

    [Fact]
    public async Task A_release_sets_the_due_time_and_lets_go()
    {
        var now = await HaveDueAsync(1);
        var claimed = Assert.Single(await ClaimAsync());

        await Store.Driving.ReleaseAsync(
            [new(claimed.Id, claimed.Lease, 1, new DueTime(now + TimeSpan.FromSeconds(30)))],
            default
        );

        Assert.Empty(await ClaimAsync());
        await PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(now + TimeSpan.FromSeconds(30), Assert.Single(await ClaimAsync()).Due);
    }

    [Fact]
    public async Task A_release_of_another_version_leaves_the_due_time_to_the_others()
    {
        var now = await HaveDueAsync(1);
        var claimed = Assert.Single(await ClaimAsync());
        await WriteAsync(Append(Rollout(1), 1) with { Due = new DueTime(now - Second) });

        await Store.Driving.ReleaseAsync([new(claimed.Id, claimed.Lease, 1, Never)], default);

        Assert.Equal(now - Second, Assert.Single(await ClaimAsync()).Due);
    }

    [Fact]
    public async Task A_release_under_a_lost_lease_does_nothing()
    {
        await HaveDueAsync(1, 2);
        var first = await ClaimAsync();
        await PassAsync(Ten.For);
        Assert.Equal(2, (await ClaimAsync(worker: "worker-2")).Count);

        await Store.Driving.ReleaseAsync([.. first.Select(one => new Release(one.Id, one.Lease, 1, Never))], default);
        await Store.Driving.ReleaseAsync([new(Id(77), first[0].Lease, 1, Never)], default);

        Assert.Empty(await ClaimAsync());
        await PassAsync(Ten.For);
        Assert.Equal(2, (await ClaimAsync()).Count);
    }

    [Fact]
    public async Task A_due_time_that_is_not_given_is_kept()
    {
        var now = await HaveDueAsync(1);
        await WriteAsync(Append(Rollout(1), 1));

        Assert.Equal(now - Second, Assert.Single(await ClaimAsync()).Due);
    }

    [Fact]
    public async Task What_is_not_due_any_more_is_not_claimed()
    {
        await HaveDueAsync(1);
        await WriteAsync(Append(Rollout(1), 1) with { Due = Never });

        Assert.Empty(await ClaimAsync());
        await WriteAsync(Append(Rollout(1), 2) with { Due = new DueTime(await NowAsync()) });
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Whoever_listens_hears_of_a_commit_that_wakes()
    {
        await HaveDueAsync(1, 2);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var wakeUps = Store.Driving.WakeUpsAsync(stop.Token).GetAsyncEnumerator(default);
        var heard = wakeUps.MoveNextAsync().AsTask();

        // A wake-up may be lost while the listener is not there yet: a waker that is not heard tries again.
        for (var version = 1; !heard.IsCompleted; version++)
        {
            await WriteAsync(Together(Append(Rollout(2), version)) with { Wakes = false });
            await WriteAsync(
                Together(Append(Rollout(1), version), Append(new("x/y"), version - 1)) with
                {
                    Wakes = true,
                }
            );
            await Task.WhenAny(heard, Task.Delay(50));
        }

        Assert.True(await heard);
        Assert.Equal(Id(1), wakeUps.Current.Id);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await wakeUps.MoveNextAsync())
            {
                Assert.Equal(Id(1), wakeUps.Current.Id);
            }
        });
    }

    [Fact]
    public async Task What_nobody_looks_at_is_overdue()
    {
        await HaveDueAsync(1, 2, 3);
        Assert.Equal(new Overdue(0, TimeSpan.Zero), await Store.Driving.OverdueAsync(TimeSpan.FromHours(1), default));

        var late = await Store.Driving.OverdueAsync(TimeSpan.FromSeconds(1.5), default);
        Assert.InRange(late.Rollouts, 2, 3);
        Assert.InRange(late.Longest, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1));

        await ClaimAsync();
        await PassAsync(TimeSpan.FromMinutes(10));
        var later = await Store.Driving.OverdueAsync(TimeSpan.FromSeconds(1.5), default);
        Assert.Equal(3, later.Rollouts);
        Assert.True(later.Longest >= TimeSpan.FromMinutes(10));
    }

    private static Commit Leased(ClaimedRollout claimed, int expected = 1) =>
        Together(Append(StreamName.Of(claimed.Id), expected) with { Lease = claimed.Lease });
}
