using Rollouts.Storage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;

namespace Rollouts.Contracts.Storage;

/// <summary>Requests that take effect once, however often they are sent.</summary>
public abstract class IdempotencyContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly RequestKey Key = new("ci", "42");
    private static readonly StreamName A = new("service/prod/checkout");
    private static readonly StreamName B = new("service/prod/orders");

    [Fact]
    public async Task A_request_is_fresh_once_then_running_and_then_answered()
    {
        Assert.IsType<Reception.Fresh>(await ReceiveAsync());
        Assert.IsType<Reception.Running>(await ReceiveAsync());

        await Store.Idempotency.AnswerAsync(new(Key, 201, """{ "id": "é" }"""), default);

        Assert.Equal(new Reception.Answered(new(Key, 201, """{ "id": "é" }""")), await ReceiveAsync());
        Assert.Equal(new Reception.Answered(new(Key, 201, """{ "id": "é" }""")), await ReceiveAsync());
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_request()
    {
        await ReceiveAsync();

        Assert.IsType<Reception.Fresh>(await ReceiveAsync(new("somebody", "42")));
        Assert.IsType<Reception.Fresh>(await ReceiveAsync(new("ci", "43")));
    }

    [Fact]
    public async Task The_same_key_with_another_content_differs()
    {
        await ReceiveAsync();
        Assert.IsType<Reception.Differs>(await ReceiveAsync(digest: "other"));

        await Store.Idempotency.AnswerAsync(new(Key, 200, ""), default);
        Assert.IsType<Reception.Differs>(await ReceiveAsync(digest: "other"));
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_taken_for_dead()
    {
        await ReceiveAsync();
        await PassAsync(TimeSpan.FromSeconds(29));
        Assert.IsType<Reception.Running>(await ReceiveAsync());

        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.IsType<Reception.Fresh>(await ReceiveAsync());
        Assert.IsType<Reception.Running>(await ReceiveAsync());
    }

    [Fact]
    public async Task A_clock_that_was_ahead_keeps_no_request_from_being_made_again()
    {
        var ahead = TimeSpan.FromHours(8);
        await PassAsync(ahead);
        await ReceiveAsync();
        await PassAsync(-ahead);
        await Store.RebaseAsync(RebaseRequest.AfterAJump, default);
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.IsType<Reception.Fresh>(await ReceiveAsync());
    }

    [Fact]
    public async Task What_came_to_nothing_can_be_made_again()
    {
        await ReceiveAsync();
        await Store.Idempotency.LeaveAsync(Key, default);
        Assert.IsType<Reception.Fresh>(await ReceiveAsync());

        await Store.Idempotency.AnswerAsync(new(Key, 200, "done"), default);
        await Store.Idempotency.LeaveAsync(Key, default);
        Assert.IsType<Reception.Answered>(await ReceiveAsync());
    }

    [Fact]
    public async Task An_answer_is_left_with_the_commit()
    {
        await ReceiveAsync();

        await WriteAsync(Together(Append(A, 0)) with { Answer = new(Key, 201, "made") });

        Assert.Equal(new Reception.Answered(new(Key, 201, "made")), await ReceiveAsync());
    }

    [Fact]
    public async Task A_commit_that_is_not_written_leaves_no_answer()
    {
        await ReceiveAsync();

        Assert.Equal(
            CommitOutcome.Conflict,
            await TryAsync(Together(Append(A, 3)) with { Answer = new(Key, 201, "made") })
        );

        Assert.IsType<Reception.Running>(await ReceiveAsync());
    }

    [Fact]
    public async Task A_request_that_was_taken_over_takes_effect_once()
    {
        await ReceiveAsync();
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.IsType<Reception.Fresh>(await ReceiveAsync());
        await WriteAsync(Together(Append(A, 0)) with { Answer = new(Key, 201, "a") });

        var late = Together(Append(B, 0)) with { Answer = new(Key, 201, "b") };
        Assert.Equal(CommitOutcome.AnsweredBefore, await TryAsync(late));

        await Store.Idempotency.AnswerAsync(new(Key, 500, "late"), default);
        Assert.Null(await LoadAsync(B));
        Assert.Equal(new Reception.Answered(new(Key, 201, "a")), await ReceiveAsync());
    }

    [Fact]
    public async Task Also_in_one_batch_a_request_takes_effect_once()
    {
        await ReceiveAsync();

        var outcomes = await Store.Streams.CommitAsync(
            [
                Together(Append(A, 0)) with
                {
                    Answer = new(Key, 201, "a"),
                },
                Together(Append(B, 0)) with
                {
                    Answer = new(Key, 201, "b"),
                },
            ],
            default
        );

        Assert.Equal([CommitOutcome.Written, CommitOutcome.AnsweredBefore], outcomes);
        Assert.Equal(new Reception.Answered(new(Key, 201, "a")), await ReceiveAsync());
    }

    [Fact]
    public async Task A_request_that_nobody_received_is_not_answered()
    {
        await Store.Idempotency.AnswerAsync(new(Key, 200, ""), default);
        await WriteAsync(Together(Append(A, 0)) with { Answer = new(Key, 201, "made") });

        Assert.IsType<Reception.Fresh>(await ReceiveAsync());
    }

    [Fact]
    public async Task Of_many_that_bring_the_same_request_one_works_on_it()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReceiveAsync())));

        Assert.Single(found.OfType<Reception.Fresh>());
        Assert.Equal(7, found.OfType<Reception.Running>().Count());
    }

    [Fact]
    public async Task Old_requests_are_forgotten()
    {
        await ReceiveAsync();
        await Store.Idempotency.AnswerAsync(new(Key, 200, ""), default);
        await PassAsync(TimeSpan.FromHours(1));
        await ReceiveAsync(new("ci", "43"));

        Assert.Equal(1, await Store.Idempotency.ForgetAsync(await NowAsync() - TimeSpan.FromMinutes(1), default));

        Assert.IsType<Reception.Fresh>(await ReceiveAsync());
        Assert.IsType<Reception.Running>(await ReceiveAsync(new("ci", "43")));
    }

    // After four days a captured message was good again.
    [Fact]
    public async Task Signed_messages_are_remembered_for_longer_than_requests()
    {
        var (timed, untimed) = (
            new RequestKey(SeenCallers.ForMonths + "hub", "1"),
            new RequestKey(SeenCallers.ForEver + "hub", "1")
        );
        foreach (var key in new[] { timed, untimed })
        {
            await ReceiveAsync(key);
            await Store.Idempotency.AnswerAsync(new(key, 0, ""), default);
        }

        await PassAsync(TimeSpan.FromHours(1));
        var old = await NowAsync() - TimeSpan.FromMinutes(1);
        Assert.Equal(0, await Store.Idempotency.ForgetAsync(old, default));
        Assert.IsType<Reception.Answered>(await ReceiveAsync(timed));

        Assert.Equal(1, await Store.Idempotency.ForgetSeenAsync(old, default));
        Assert.IsType<Reception.Fresh>(await ReceiveAsync(timed));
        Assert.IsType<Reception.Answered>(await ReceiveAsync(untimed));
    }

    private Task<Reception> ReceiveAsync(RequestKey? key = null, string digest = "digest") =>
        Store.Idempotency.ReceiveAsync(key ?? Key, digest, TimeSpan.FromSeconds(30), default);
}
