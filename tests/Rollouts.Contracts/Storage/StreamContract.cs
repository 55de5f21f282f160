using System.Text.Json;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Streams;

namespace Rollouts.Contracts.Storage;

/// <summary>Streams: written all or nothing where they stand as expected, chained, and never lost.</summary>
public abstract class StreamContract(IStoreHarness harness) : StoreContract(harness)
{
    private static readonly StreamName A = new("service/prod/checkout");
    private static readonly StreamName B = new("service/prod/orders");

    [Fact]
    public async Task What_was_written_is_read_back_chained()
    {
        await WriteAsync(Append(A, 0, records: 3) with { State = """{ "at": 1.0 }""" });
        await WriteAsync(Append(A, 3, records: 2));

        var entries = await ReadAsync(A);
        var head = Assert.IsType<ChainVerdict.Intact>(Chain.Verify(A.Text, entries)).Head;
        Assert.Equal(Enumerable.Range(1, 5).Select(version => Record(A, version)), entries.Select(one => one.Entry));
        Assert.Equal(new StoredState(A, 5, head.Hash, """{ "at": 1.0 }"""), await LoadAsync(A));
    }

    [Fact]
    public async Task A_stream_is_made_once()
    {
        await WriteAsync(Append(A, 0));

        Assert.Equal(CommitOutcome.Conflict, await TryAsync(Together(Append(A, 0, reason: "again"))));
        Assert.Single(await ReadAsync(A));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_version_than_expected_is_a_conflict(int expected)
    {
        await WriteAsync(Append(A, 0, records: 2));

        Assert.Equal(CommitOutcome.Conflict, await TryAsync(Together(Append(A, expected))));
        Assert.Equal(CommitOutcome.Conflict, await TryAsync(Together(Append(B, expected))));
        Assert.Equal(2, (await ReadAsync(A)).Count);
        Assert.Null(await LoadAsync(B));
    }

    [Fact]
    public async Task A_conflict_in_one_stream_leaves_nothing_in_the_others()
    {
        await WriteAsync(Append(A, 0));
        var now = await NowAsync();

        var outcome = await TryAsync(
            Together(
                Append(Rollout(1), 0) with
                {
                    State = "{}",
                    Due = new DueTime(now),
                    Questions = [new(new("gate"), "{}", now)],
                },
                Append(A, 0),
                Append(B, 0)
            ) with
            {
                Messages = [new(Rollout(1), "slack/a", "k", "started", "{}")],
            }
        );

        Assert.Equal(CommitOutcome.Conflict, outcome);
        Assert.Null(await LoadAsync(Rollout(1)));
        Assert.Null(await LoadAsync(B));
        Assert.Empty(await ReadAsync(B));
        Assert.Empty(await ClaimAsync());
        Assert.Empty((await Store.Questions.ClaimAsync(Ten, default)).Items);
        Assert.Empty((await Store.Outbox.ClaimAsync(Ten, default)).Items);
    }

    [Fact]
    public async Task Other_commits_of_a_batch_are_written_all_the_same()
    {
        await WriteAsync(Append(A, 0));

        var outcomes = await Store.Streams.CommitAsync(
            [Together(Append(A, 0)), Together(Append(B, 0)), Together(Append(A, 1), Append(Rollout(1), 0))],
            default
        );

        Assert.Equal([CommitOutcome.Conflict, CommitOutcome.Written, CommitOutcome.Written], outcomes);
        Assert.Equal(2, (await LoadAsync(A))!.Version);
        Assert.Equal(1, (await LoadAsync(B))!.Version);
        Assert.Equal(1, (await LoadAsync(Rollout(1)))!.Version);
    }

    [Fact]
    public async Task A_later_commit_of_a_batch_sees_what_an_earlier_one_wrote()
    {
        var outcomes = await Store.Streams.CommitAsync(
            [
                Together(Append(A, 0, records: 2) with { State = "1" }),
                Together(Append(A, 2) with { State = "2" }, Append(A, 3)),
                Together(Append(A, 2)),
                Together(Append(A, 0)),
                Together(Append(A, 4)),
            ],
            default
        );

        Assert.Equal(
            [
                CommitOutcome.Written,
                CommitOutcome.Written,
                CommitOutcome.Conflict,
                CommitOutcome.Conflict,
                CommitOutcome.Written,
            ],
            outcomes
        );
        var entries = await ReadAsync(A);
        Assert.Equal(
            new Head(A.Text, 5, entries[^1].Hash),
            Assert.IsType<ChainVerdict.Intact>(Chain.Verify(A.Text, entries)).Head
        );
        Assert.Equal(new StoredState(A, 5, entries[^1].Hash, "2"), await LoadAsync(A));
    }

    [Fact]
    public async Task A_state_that_is_not_given_is_kept()
    {
        await WriteAsync(Append(A, 0));
        Assert.Null((await LoadAsync(A))!.State);

        await WriteAsync(Append(A, 1) with { State = """{"b":1,"a":2}""" });
        await WriteAsync(Append(A, 2));

        Assert.Equal("""{"b":1,"a":2}""", (await LoadAsync(A))!.State);
    }

    [Fact]
    public async Task A_write_without_records_changes_the_state_and_not_the_version()
    {
        await WriteAsync(Append(A, 0) with { State = "1" });
        await WriteAsync(new StreamWrite(A, 1) { State = "2" });

        Assert.Equal(CommitOutcome.Conflict, await TryAsync(Together(new StreamWrite(A, 2) { State = "3" })));
        var stored = await LoadAsync(A);
        Assert.Equal((1, "2"), (stored!.Version, stored.State));
    }

    [Fact]
    public async Task Streams_are_loaded_in_the_order_asked_for()
    {
        await WriteAsync(Append(A, 0), Append(B, 0, records: 2));

        var loaded = await Store.Streams.LoadAsync([B, new StreamName("nobody/there"), A, B], default);

        Assert.Equal([2, null, 1, 2], loaded.Streams.Select(stream => stream?.Version));
    }

    [Fact]
    public async Task What_its_reader_knows_already_is_left_out()
    {
        await WriteAsync(Append(A, 0) with { State = "1" }, Append(B, 0) with { State = "2" });
        var known = (await LoadAsync(A))!;

        var loaded = await Store.Streams.LoadAsync([new Wanted(A, known.Head), B], default);

        Assert.Equal(known with { State = null }, loaded.Streams[0]);
        Assert.Equal("2", loaded.Streams[1]!.State);
        await WriteAsync(Append(A, 1) with { State = "3" });
        Assert.Equal("3", (await Store.Streams.LoadAsync([new Wanted(A, known.Head)], default)).Streams[0]!.State);
    }

    [Fact]
    public async Task What_one_of_two_readers_does_not_know_is_not_left_out()
    {
        await WriteAsync(Append(A, 0) with { State = "1" });
        var known = (await LoadAsync(A))!;

        Assert.Equal([A], Wanted.Each([new Wanted(A, known.Head), A]));
        Assert.Equal([new Wanted(A, known.Head)], Wanted.Each([new Wanted(A, known.Head), new Wanted(A, known.Head)]));
    }

    [Fact]
    public async Task A_stream_is_read_above_a_version()
    {
        await WriteAsync(Append(A, 0, records: 4));
        await WriteAsync(Append(B, 0));

        Assert.Equal([3, 4], (await ReadAsync(A, above: 2)).Select(one => one.Entry.Version));
        Assert.Empty(await ReadAsync(A, above: 4));
        Assert.Empty(await ReadAsync(new StreamName("nobody/there")));
    }

    [Fact]
    public async Task A_long_stream_is_read_whole()
    {
        await WriteAsync(Append(A, 0, records: 1_234));

        var entries = await ReadAsync(A);

        Assert.Equal(1_234, entries.Count);
        Assert.IsType<ChainVerdict.Intact>(Chain.Verify(A.Text, entries));
    }

    [Fact]
    public async Task Heads_come_in_the_order_of_their_names()
    {
        StreamName[] names = [new("b/1"), new("B/1"), new("a-b/1"), new("a/2"), new("a/10"), new("é/1")];
        await Store.Streams.CommitAsync([.. names.Select(name => Together(Append(name, 0, records: 2)))], default);

        var heads = await Store.Streams.HeadsAsync(new(""), default).ToListAsync();

        Assert.Equal(["B/1", "a-b/1", "a/10", "a/2", "b/1", "é/1"], heads.Select(head => head.Stream));
        Assert.All(heads, head => Assert.Equal(2, head.Version));
        Assert.Equal((await LoadAsync(names[0]))!.Head, heads[4].Hash);
        Assert.Equal(
            ["a/2", "b/1", "é/1"],
            (await Store.Streams.HeadsAsync(new("a/10"), default).ToListAsync()).Select(head => head.Stream)
        );
    }

    [Fact]
    public async Task More_heads_than_a_page_holds_come_once_each()
    {
        await Store.Streams.CommitAsync(
            [.. Enumerable.Range(0, 1_500).Select(number => Together(Append(new($"x/{number:D5}"), 0)))],
            default
        );

        var heads = await Store.Streams.HeadsAsync(new(""), default).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 1_500).Select(number => $"x/{number:D5}"), heads.Select(head => head.Stream));
    }

    [Fact]
    public async Task Two_hundred_commits_are_one_batch()
    {
        var now = await NowAsync();
        var made = Enumerable
            .Range(1, 200)
            .Select(n => Together(Append(Rollout(n), 0, records: 2) with { State = "{}", Due = new DueTime(now) }));

        Assert.All(
            await Store.Streams.CommitAsync([.. made], default),
            outcome => Assert.Equal(CommitOutcome.Written, outcome)
        );
        var claimed = await ClaimAsync(atMost: 200);
        var moved = claimed.Select(one =>
            Together(
                Append(StreamName.Of(one.Id), one.Head.Version) with
                {
                    State = """{"moved":true}""",
                    Lease = one.Lease,
                    LetsGo = true,
                    Due = new DueTime(null),
                }
            )
        );
        Assert.All(
            await Store.Streams.CommitAsync([.. moved], default),
            outcome => Assert.Equal(CommitOutcome.Written, outcome)
        );

        Assert.Equal(200, claimed.Count);
        var loaded = await Store.Streams.LoadAsync([.. Enumerable.Range(1, 200).Select(Rollout)], default);
        Assert.All(loaded.Streams, stream => Assert.Equal((3, """{"moved":true}"""), (stream!.Version, stream.State)));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Nothing_is_a_batch_too() => Assert.Empty(await Store.Streams.CommitAsync([], default));

    [Fact]
    public async Task The_clock_never_goes_back()
    {
        var before = await NowAsync();
        await PassAsync(Second);
        var after = await NowAsync();

        Assert.True(after - before >= Second);
        Assert.True(await NowAsync() >= after);
    }

    [Theory]
    [InlineData("it's \"quoted\"; drop table streams; -- \\ %s $1 @p")]
    [InlineData("Grüße, 日本語, עברית, e\u0301, \ud83d\ude80")]
    [InlineData("line\nline\r\n\ttab \u0001\u001f\u007f\ufffe")]
    [InlineData("")]
    public async Task Unusual_text_is_kept_as_it_is(string text)
    {
        var stream = new StreamName($"odd/{text}");
        var entry = Record(stream, 1, text) with
        {
            By = JsonSerializer.Serialize(new { name = text }),
            Cause = text,
            CauseKey = text,
            Data = JsonSerializer.Serialize(new { text, nul = "\0" }),
        };

        await WriteAsync(new StreamWrite(stream, 0) { Entries = [entry], State = text });

        Assert.Equal(entry, Assert.Single(await ReadAsync(stream)).Entry);
        Assert.Equal(text, (await LoadAsync(stream))!.State);
        Assert.IsType<ChainVerdict.Intact>(Chain.Verify(stream.Text, await ReadAsync(stream)));
    }

    [Fact]
    public async Task Text_that_no_store_keeps_is_refused_by_all()
    {
        // A test's arguments could not hold these either.
        foreach (var text in new[] { "a\0b", "a\ud83d", "\ude80b", "\ude80\ud83d" })
        {
            Commit[] refused =
            [
                Together(new StreamWrite(A, 0) { Entries = [Record(A, 1, text)] }),
                Together(Append(A, 0) with { State = text }),
                Together(Append(A, 0)) with
                {
                    Messages = [new(A, "c", "k", "kind", text)],
                },
            ];

            foreach (var commit in refused)
            {
                await Assert.ThrowsAsync<ArgumentException>(() => TryAsync(commit));
            }
        }

        Assert.Null(await LoadAsync(A));
    }

    [Fact]
    public async Task A_large_state_is_kept()
    {
        var large = "{\"x\":\"" + string.Concat(Enumerable.Repeat("0123456789abcdé", 70_000)) + "\"}";

        await WriteAsync(Append(A, 0) with { State = large });

        Assert.Equal(large, (await LoadAsync(A))!.State);
    }

    [Fact]
    public async Task A_commit_that_contradicts_itself_is_a_bug_and_writes_nothing()
    {
        Commit[] wrong =
        [
            Together(new StreamWrite(A, 0) { Entries = [Record(A, 2)] }),
            Together(new StreamWrite(A, 0) { Entries = [Record(B, 1)] }),
            Together(new StreamWrite(A, 0) { State = "{}" }),
            Together(Append(A, 0) with { Due = new DueTime(null) }),
            Together(Append(Rollout(1), 0) with { Row = ListContract.Row(2) }),
        ];

        foreach (var commit in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() =>
                Store.Streams.CommitAsync([Together(Append(B, 0)), commit], default)
            );
        }

        Assert.Null(await LoadAsync(A));
        Assert.Null(await LoadAsync(B));
    }

    [Fact]
    public async Task A_record_that_is_no_document_is_a_bug_and_writes_nothing()
    {
        var broken = Together(new StreamWrite(A, 0) { Entries = [Record(A, 1) with { Data = "{" }] });

        await Assert.ThrowsAnyAsync<JsonException>(() =>
            Store.Streams.CommitAsync([Together(Append(B, 0)), broken], default)
        );

        Assert.Null(await LoadAsync(B));
    }

    [Fact]
    public async Task Who_asks_in_vain_gets_no_half_of_it()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.Streams.CommitAsync([Together(Append(A, 0))], cancelled.Token)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Streams.LoadAsync([A], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.Streams.ReadAsync(A, 0, cancelled.Token).ToListAsync()
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Driving.ClaimAsync(Ten, cancelled.Token));
        Assert.Null(await LoadAsync(A));
    }

    [Fact]
    public async Task Of_writers_that_race_one_wins()
    {
        await WriteAsync(Append(A, 0));

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n =>
                    Task.Run(() => TryAsync(Together(Append(A, 1, reason: $"{n}"), Append(new($"own/{n}"), 0))))
                )
        );

        Assert.Single(outcomes, CommitOutcome.Written);
        Assert.Equal(7, outcomes.Count(outcome => outcome == CommitOutcome.Conflict));
        Assert.IsType<ChainVerdict.Intact>(Chain.Verify(A.Text, await ReadAsync(A)));
        Assert.Equal(2, (await Store.Streams.HeadsAsync(new(""), default).ToListAsync()).Count);
    }

    [Fact]
    public async Task Of_makers_that_race_one_wins()
    {
        // Again and again: the first time each opens its connection, and they come one after the other.
        for (var round = 0; round < 6; round++)
        {
            var wanted = new StreamName($"wanted/{round}");
            var outcomes = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(n => Task.Run(() => MakeAsync(wanted, $"{round}-{n}")))
            );

            Assert.Single(outcomes, both => both[0] == CommitOutcome.Written);
            Assert.All(outcomes, both => Assert.Equal(CommitOutcome.Written, both[1]));
            Assert.Equal(10 * (round + 1), (await Store.Streams.HeadsAsync(new(""), default).ToListAsync()).Count);
        }
    }

    private Task<IReadOnlyList<CommitOutcome>> MakeAsync(StreamName wanted, string own) =>
        Store.Streams.CommitAsync(
            [Together(Append(wanted, 0), Append(new($"own/{own}"), 0)), Together(Append(new($"free/{own}"), 0))],
            default
        );
}
