using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Contracts.Storage;

/// <summary>The order of what is due: the most urgent class first, and no class that is never claimed.</summary>
public abstract class ClassContract(IStoreHarness harness) : StoreContract(harness)
{
    [Fact]
    public async Task The_most_urgent_is_claimed_first_however_late_the_rest_is()
    {
        await HaveClassesAsync(
            (1, WorkClass.Forward),
            (2, WorkClass.Start),
            (3, WorkClass.Deadline),
            (4, WorkClass.Forward),
            (5, WorkClass.Command),
            (6, WorkClass.Rollback),
            (7, WorkClass.Rollback)
        );

        var claimed = await ClaimAsync();

        Assert.Equal(new[] { 6, 7, 5, 3, 1, 4, 2 }.Select(Id), claimed.Select(one => one.Id));
        Assert.Equal(WorkClass.Rollback, claimed[0].Class);
        Assert.Equal(WorkClass.Start, claimed[^1].Class);
    }

    [Fact]
    public async Task The_most_urgent_takes_the_room_that_there_is()
    {
        await HaveClassesAsync(
            (1, WorkClass.Start),
            (2, WorkClass.Forward),
            (3, WorkClass.Rollback),
            (4, WorkClass.Deadline)
        );

        Assert.Equal([Id(3)], (await ClaimAsync(1)).Select(one => one.Id));
        Assert.Equal([Id(4), Id(2)], (await ClaimAsync(2)).Select(one => one.Id));
        Assert.Equal([Id(1)], (await ClaimAsync(2)).Select(one => one.Id));
    }

    [Theory]
    [InlineData(WorkClass.Rollback, 1)]
    [InlineData(WorkClass.Command, 2)]
    [InlineData(WorkClass.Deadline, 3)]
    [InlineData(WorkClass.Forward, 4)]
    [InlineData(WorkClass.Start, 5)]
    public async Task A_lane_claims_its_class_and_what_is_more_urgent(WorkClass least, int claimed)
    {
        await HaveClassesAsync(
            (5, WorkClass.Start),
            (4, WorkClass.Forward),
            (3, WorkClass.Deadline),
            (2, WorkClass.Command),
            (1, WorkClass.Rollback)
        );

        var items = (await Store.Driving.ClaimAsync(Ten with { Least = least }, default)).Items;

        Assert.Equal(Enumerable.Range(1, claimed).Select(Id), items.Select(one => one.Id));
    }

    [Fact]
    public async Task The_longest_overdue_is_claimed_first_where_it_is_asked_for()
    {
        await HaveClassesAsync((1, WorkClass.Start), (2, WorkClass.Rollback), (3, WorkClass.Forward));

        var oldest = Ten with { AtMost = 1, OldestFirst = true };

        Assert.Equal(Id(1), Assert.Single((await Store.Driving.ClaimAsync(oldest, default)).Items).Id);
        var without = oldest with { Least = WorkClass.Forward };
        await HaveClassesAsync((4, WorkClass.Start));
        Assert.Equal(Id(2), Assert.Single((await Store.Driving.ClaimAsync(without, default)).Items).Id);
        Assert.Equal(Id(3), Assert.Single((await Store.Driving.ClaimAsync(without, default)).Items).Id);
        Assert.Empty((await Store.Driving.ClaimAsync(without, default)).Items);
    }

    [Fact]
    public async Task A_class_that_this_build_does_not_know_is_claimed_all_the_same()
    {
        await HaveClassesAsync((1, (WorkClass)7), (2, (WorkClass)(-1)), (3, WorkClass.Start));

        Assert.Equal(new[] { 2, 3, 1 }.Select(Id), (await ClaimAsync()).Select(one => one.Id));
    }

    [Fact]
    public async Task The_class_is_that_of_the_newest_write_and_of_a_release_that_nobody_overtook()
    {
        await HaveClassesAsync((1, WorkClass.Forward), (2, WorkClass.Forward));
        var held = await ClaimAsync();
        await WriteAsync(Append(Rollout(2), 1) with { Class = WorkClass.Rollback });
        await WriteAsync(Append(Rollout(2), 2));

        await Store.Driving.ReleaseAsync(
            [
                .. held.Select(one => new Release(one.Id, one.Lease, 1, new DueTime(one.Due))
                {
                    Class = WorkClass.Deadline,
                }),
            ],
            default
        );

        Assert.Equal(
            [(Id(2), WorkClass.Rollback), (Id(1), WorkClass.Deadline)],
            (await ClaimAsync()).Select(one => (one.Id, one.Class))
        );
    }

    [Fact]
    public async Task A_way_back_whose_holder_has_died_is_claimed_as_one()
    {
        await HaveClassesAsync((1, WorkClass.Forward), (2, WorkClass.Forward));
        var held = await ClaimAsync();
        await WriteAsync(
            Append(Rollout(2), 1) with
            {
                Class = WorkClass.Rollback,
                Lease = held.Single(one => one.Id == Id(2)).Lease,
            }
        );
        await PassAsync(TimeSpan.FromSeconds(9));

        Assert.Equal([Id(2), Id(1)], (await ClaimAsync(worker: "worker-2")).Select(one => one.Id));
    }

    [Fact]
    public async Task Questions_of_what_is_under_way_come_before_those_of_the_queue()
    {
        var now = await NowAsync();
        foreach (var (number, work) in new[] { (1, WorkClass.Start), (2, WorkClass.Check), (3, WorkClass.Start) })
        {
            await WriteAsync(
                Append(Rollout(number), 0) with
                {
                    Questions = [Asked(work, now - TimeSpan.FromSeconds(10 - number))],
                }
            );
        }

        var underWay = await Store.Questions.ClaimAsync(Ten with { Least = WorkClass.Check }, default);
        var first = await Store.Questions.ClaimAsync(Ten with { AtMost = 1 }, default);

        // It begins: the class changes, and the due time and the lease stay as they are.
        await WriteAsync(Append(Rollout(3), 1) with { Questions = [Asked(WorkClass.Check, now)] });
        var begun = await Store.Questions.ClaimAsync(Ten with { Least = WorkClass.Check }, default);

        Assert.Equal([(Id(2), WorkClass.Check)], underWay.Items.Select(one => (one.Rollout, one.Class)));
        Assert.Equal([(Id(1), WorkClass.Start)], first.Items.Select(one => (one.Rollout, one.Class)));
        Assert.Equal([(Id(3), now - TimeSpan.FromSeconds(7))], begun.Items.Select(one => (one.Rollout, one.Due)));

        static WantedQuestion Asked(WorkClass work, Instant first) =>
            new(new QuestionKey("check/errors"), "{}", first) { Class = work };
    }

    /// <summary>Rollouts that are due one after the other, the first the longest.</summary>
    private async Task HaveClassesAsync(params (int Number, WorkClass Class)[] rollouts)
    {
        var now = await NowAsync();
        foreach (var (place, (number, work)) in rollouts.Index())
        {
            await WriteAsync(
                Append(Rollout(number), 0) with
                {
                    State = "{}",
                    Due = new DueTime(now - TimeSpan.FromSeconds(rollouts.Length - place)),
                    Class = work,
                }
            );
        }
    }
}
