using Rollouts.Storage.Checks;
using Rollouts.Storage.Streams;

namespace Rollouts.Contracts.Storage;

/// <summary>Questions: written with their rollout, asked apart from it.</summary>
public abstract class QuestionContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly QuestionKey Errors = new("check/errors");
    private static readonly QuestionKey Latency = new("check/latency/eu");

    [Fact]
    public async Task Questions_that_are_due_are_claimed_the_longest_overdue_first()
    {
        var now = await NowAsync();
        await AskAsync(
            0,
            Want(Errors, now - Second),
            Want(Latency, now - (2 * Second)),
            Want(QuestionKey.Gate, now + Second)
        );

        var claimed = await Store.Questions.ClaimAsync(Ten, default);

        Assert.Equal([Latency, Errors], claimed.Items.Select(one => one.Key));
        Assert.All(claimed.Items, one => Assert.Equal(Id(1), one.Rollout));
        Assert.All(claimed.Items, one => Assert.True(one.Evidence.IsEmpty));
        Assert.Equal("""{ "q": 1 }""", claimed.Items[0].Terms);
        Assert.Equal(now - (2 * Second), claimed.Items[0].Due);
        Assert.True(claimed.Now >= now);
        Assert.Empty(await ClaimQuestionsAsync());
        await PassAsync(2 * Second);
        Assert.Equal(QuestionKey.Gate, Assert.Single(await ClaimQuestionsAsync()).Key);
    }

    [Fact]
    public async Task What_was_settled_is_there_at_the_next_claim()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        var first = Assert.Single(await ClaimQuestionsAsync());

        await SettleAsync(first, [0, 1, 255], now + TimeSpan.FromSeconds(10));

        Assert.Empty(await ClaimQuestionsAsync());
        await PassAsync(TimeSpan.FromSeconds(11));
        var second = Assert.Single(await ClaimQuestionsAsync());
        Assert.Equal([0, 1, 255], second.Evidence.ToArray());
        Assert.Equal(now + TimeSpan.FromSeconds(10), second.Due);
        Assert.True(second.Lease.Number > first.Lease.Number);
    }

    [Fact]
    public async Task A_question_that_stays_keeps_its_evidence_and_its_time_and_gets_its_new_terms()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        await SettleAsync(Assert.Single(await ClaimQuestionsAsync()), [7], now - Second);

        await AskAsync(1, Want(Errors, now + TimeSpan.FromHours(1)) with { Terms = "{\"q\":2}" });

        var claimed = Assert.Single(await ClaimQuestionsAsync());
        Assert.Equal(("{\"q\":2}", now - Second), (claimed.Terms, claimed.Due));
        Assert.Equal([7], claimed.Evidence.ToArray());
    }

    [Fact]
    public async Task A_question_that_is_not_wanted_any_more_is_dropped_and_a_new_one_added()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now), Want(Latency, now));

        await AskAsync(1, Want(Latency, now), Want(QuestionKey.Gate, now));

        Assert.Equal(
            new HashSet<QuestionKey> { Latency, QuestionKey.Gate },
            (await ClaimQuestionsAsync()).Select(one => one.Key).ToHashSet()
        );
    }

    [Fact]
    public async Task Questions_that_are_not_given_are_kept()
    {
        await AskAsync(0, Want(Errors, await NowAsync()));
        await WriteAsync(Append(Rollout(1), 1));

        Assert.Single(await ClaimQuestionsAsync());
    }

    [Fact]
    public async Task None_are_wanted_when_none_are_given()
    {
        await AskAsync(0, Want(Errors, await NowAsync()));
        await AskAsync(1);

        Assert.Empty(await ClaimQuestionsAsync());
    }

    [Fact]
    public async Task Questions_of_other_rollouts_are_theirs()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        await WriteAsync(Append(Rollout(2), 0) with { Questions = [Want(Errors, now)] });

        await AskAsync(1);

        Assert.Equal(Id(2), Assert.Single(await ClaimQuestionsAsync()).Rollout);
    }

    [Fact]
    public async Task Dropped_and_asked_again_it_begins_anew()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        var old = Assert.Single(await ClaimQuestionsAsync());
        await SettleAsync(old, [7], now);
        var held = Assert.Single(await ClaimQuestionsAsync());

        await Store.Streams.CommitAsync(
            [Asks(1), Asks(2, Want(Errors, now - Second)), Asks(3, Want(Errors, now) with { Terms = "{\"q\":3}" })],
            default
        );

        await SettleAsync(held, [8], now + TimeSpan.FromHours(1));
        var claimed = Assert.Single(await ClaimQuestionsAsync());
        Assert.True(claimed.Evidence.IsEmpty);
        Assert.Equal(("{\"q\":3}", now - Second), (claimed.Terms, claimed.Due));
        Assert.True(claimed.Lease.Number > held.Lease.Number);
    }

    [Fact]
    public async Task To_settle_what_was_dropped_does_nothing()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        var claimed = Assert.Single(await ClaimQuestionsAsync());
        await AskAsync(1);

        await SettleAsync(claimed, [7], now, Page(0, now));

        Assert.Empty(await ClaimQuestionsAsync());
        Assert.Empty(await Store.Questions.PagesAsync(Id(1), Errors, default));
    }

    [Fact]
    public async Task To_settle_under_an_old_lease_does_nothing()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        var slow = Assert.Single(await ClaimQuestionsAsync());
        await PassAsync(Ten.For);
        var quick = Assert.Single(await ClaimQuestionsAsync());

        await SettleAsync(slow, [1], now, Page(0, now));
        Assert.Empty(await ClaimQuestionsAsync());
        await SettleAsync(quick, [2], now);
        await SettleAsync(slow, [3], now + TimeSpan.FromHours(1));

        Assert.Equal([2], Assert.Single(await ClaimQuestionsAsync()).Evidence.ToArray());
        Assert.Empty(await Store.Questions.PagesAsync(Id(1), Errors, default));
    }

    [Fact]
    public async Task Two_askers_never_get_the_same()
    {
        var now = await NowAsync();
        await AskAsync(0, [.. Enumerable.Range(0, 60).Select(n => Want(new($"check/c{n}"), now))]);

        var claimed = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => Task.Run(async () => (await Store.Questions.ClaimAsync(Ten, default)).Items))
        );
        var rest = (await Store.Questions.ClaimAsync(Ten with { AtMost = 60 }, default)).Items;

        var keys = claimed.SelectMany(some => some).Concat(rest).Select(one => one.Key).ToList();
        Assert.Equal(60, keys.Count);
        Assert.Equal(60, keys.Distinct().Count());
    }

    [Fact]
    public async Task Pages_are_kept_in_order_once_each_and_outlive_the_question()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now), Want(Latency, now + TimeSpan.FromDays(1)));
        foreach (var page in new[] { Page(60, now), Page(0, now), Page(60, now, 9), Page(120, now) })
        {
            await SettleAsync(Assert.Single(await ClaimQuestionsAsync()), [1], now, page);
        }

        await AskAsync(1);

        var kept = await Store.Questions.PagesAsync(Id(1), Errors, default);
        Assert.Equal([0, 60, 120], kept.Select(page => page.First));
        Assert.Equal([1, 2, 3], kept[1].Ticks.ToArray());
        Assert.Equal((Page(60, now).From, Page(60, now).To), (kept[1].From, kept[1].To));
        Assert.Empty(await Store.Questions.PagesAsync(Id(1), Latency, default));
        Assert.Empty(await Store.Questions.PagesAsync(Id(2), Errors, default));
    }

    [Fact]
    public async Task Old_pages_are_forgotten()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        foreach (var first in new[] { 0, 60, 120 })
        {
            await SettleAsync(Assert.Single(await ClaimQuestionsAsync()), [1], now, Page(first, now));
        }

        Assert.Equal(1, await Store.Questions.ForgetPagesAsync(Page(60, now).To, default));
        Assert.Equal(0, await Store.Questions.ForgetPagesAsync(Page(60, now).To, default));

        Assert.Equal([60, 120], (await Store.Questions.PagesAsync(Id(1), Errors, default)).Select(page => page.First));
    }

    [Fact]
    public async Task What_was_gathered_can_be_read_while_a_question_is_asked_and_after_it_is_dropped()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now), Want(Latency, now + TimeSpan.FromDays(1)));
        await SettleAsync(Assert.Single(await ClaimQuestionsAsync()), [4, 2], now + Second);

        Assert.Equal([4, 2], (await Store.Questions.EvidenceAsync(Id(1), Errors, default)).ToArray());
        await AskAsync(1);

        Assert.Equal([4, 2], (await Store.Questions.EvidenceAsync(Id(1), Errors, default)).ToArray());
        Assert.True((await Store.Questions.EvidenceAsync(Id(1), Latency, default)).IsEmpty);
        Assert.Empty(await Store.Questions.PagesAsync(Id(1), Errors, default));
    }

    [Fact]
    public async Task The_answer_that_ended_a_rollout_is_kept_when_its_question_is_gone()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        await SettleAsync(Assert.Single(await ClaimQuestionsAsync()), [4], now - Second);
        var last = Assert.Single(await ClaimQuestionsAsync());
        await AskAsync(1);

        await SettleAsync(last, [4, 2], now + Second);

        Assert.Equal([4, 2], (await Store.Questions.EvidenceAsync(Id(1), Errors, default)).ToArray());
    }

    [Fact]
    public async Task A_question_that_is_settled_for_the_last_time_is_not_asked_again_and_its_evidence_is_kept()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now), Want(Latency, now + TimeSpan.FromDays(1)));
        var claimed = Assert.Single(await ClaimQuestionsAsync());

        await Store.Questions.SettleAsync(
            [
                new(claimed.Rollout, claimed.Key, claimed.Lease, new byte[] { 4, 2 }, now, Page(0, now))
                {
                    IsLast = true,
                },
            ],
            default
        );

        Assert.Empty(await ClaimQuestionsAsync());
        Assert.Equal([4, 2], (await Store.Questions.EvidenceAsync(Id(1), Errors, default)).ToArray());
        Assert.Equal(0, Assert.Single(await Store.Questions.PagesAsync(Id(1), Errors, default)).First);

        await AskAsync(1, Want(Errors, now));
        Assert.True(Assert.Single(await ClaimQuestionsAsync()).Evidence.IsEmpty);
    }

    [Fact]
    public async Task Under_an_old_lease_no_question_is_settled_for_the_last_time()
    {
        var now = await NowAsync();
        await AskAsync(0, Want(Errors, now));
        var slow = Assert.Single(await ClaimQuestionsAsync());
        await PassAsync(Ten.For);
        var quick = Assert.Single(await ClaimQuestionsAsync());

        await Store.Questions.SettleAsync(
            [new(slow.Rollout, slow.Key, slow.Lease, new byte[] { 1 }, now, null) { IsLast = true }],
            default
        );
        await SettleAsync(quick, [2], now);

        Assert.Equal([2], Assert.Single(await ClaimQuestionsAsync()).Evidence.ToArray());
    }

    private static WantedQuestion Want(QuestionKey key, Instant first) => new(key, """{ "q": 1 }""", first);

    private static TickPageRow Page(long first, Instant now, byte mark = 1) =>
        new(
            first,
            now + TimeSpan.FromSeconds(first),
            now + TimeSpan.FromSeconds(first + 59),
            new byte[] { mark, 2, 3 }
        );

    private static Commit Asks(int expected, params ReadOnlySpan<WantedQuestion> questions) =>
        Together(Append(Rollout(1), expected) with { Questions = ValueList.Create(questions) });

    private Task AskAsync(int expected, params ReadOnlySpan<WantedQuestion> questions) =>
        WriteAsync(Asks(expected, questions));

    private async Task<ValueList<ClaimedQuestion>> ClaimQuestionsAsync() =>
        (await Store.Questions.ClaimAsync(Ten, default)).Items;

    private Task SettleAsync(ClaimedQuestion claimed, byte[] evidence, Instant next, TickPageRow? page = null) =>
        Store.Questions.SettleAsync([new(claimed.Rollout, claimed.Key, claimed.Lease, evidence, next, page)], default);
}
