using Rollouts.Contracts.Storage;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Integrations.Tests.Storage;

/// <summary>
/// A random walk over a store that says what it saw. The same seed takes the same steps on every store, so two stores
/// that see different things differ in what they promise. Moments are whole minutes, so that a clock that runs and
/// one that stands agree on what is due.
/// </summary>
internal sealed class StoreWalk(IStoreHarness harness, IStore store, int seed)
{
    private static readonly StreamName[] Streams =
    [
        StoreContract.Rollout(1),
        StoreContract.Rollout(2),
        StoreContract.Rollout(3),
        new("service/prod/checkout"),
    ];

    private static readonly RequestKey[] Requests = [new("ci", "1"), new("ci", "2")];

    private readonly Random _random = new(seed);
    private readonly List<ClaimedRollout> _rollouts = [];
    private readonly List<ClaimedQuestion> _questions = [];
    private readonly List<ClaimedMessage> _messages = [];
    private Instant _start;
    private int _passed;
    private int _moments;

    public async Task<List<string>> TakeAsync(int steps)
    {
        _start = (await store.Streams.LoadAsync([], default)).Now;
        var seen = new List<string>();
        for (var step = 0; step < steps; step++)
        {
            seen.Add($"{step}: {await StepAsync()}");
        }

        foreach (var stream in Streams)
        {
            var entries = await store.Streams.ReadAsync(stream, 0, default).ToListAsync();
            Assert.IsType<ChainVerdict.Intact>(Chain.Verify(stream.Text, entries));
            seen.Add(string.Join(' ', entries.Select(one => one.Hash.Hex[..8])));
        }

        return seen;
    }

    private async Task<string> StepAsync() =>
        _random.Next(9) switch
        {
            0 or 1 or 2 => await CommitAsync(),
            3 => await ClaimAsync(),
            4 => await ReleaseAsync(),
            5 => await AskAsync(),
            6 => await TellAsync(),
            7 => await ReceiveAsync(),
            _ => await PassAsync(),
        };

    private async Task<string> CommitAsync()
    {
        var loaded = await store.Streams.LoadAsync([.. Streams.Select(name => new Wanted(name))], default);
        var versions = loaded.Streams.Select(stream => stream?.Version ?? 0).ToArray();
        var commits = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Commit(versions)).ToList();
        var outcomes = await store.Streams.CommitAsync(commits, default);
        var after = await store.Streams.LoadAsync([.. Streams.Select(name => new Wanted(name))], default);
        return $"commit {string.Join(',', outcomes)} "
            + string.Join(' ', after.Streams.Select(one => $"{one?.Version}/{one?.State}/{one?.Head.Hex[..8]}"));
    }

    /// <param name="versions">What the streams are expected to be at when the commits before are written.</param>
    private Commit Commit(int[] versions)
    {
        var writes = new List<StreamWrite>();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            var place = _random.Next(Streams.Length);
            var records = versions[place] == 0 ? 1 : _random.Next(3);
            var expected = Often(9) ? versions[place] : Math.Max(versions[place] - 1, 1);
            writes.Add(Write(Streams[place], expected, expected == 0 ? 1 : records));
            versions[place] = expected + records;
        }

        var told = Streams[_random.Next(3)];
        return new Commit
        {
            Writes = writes.ToValueList(),
            Messages = Often(4)
                ? []
                :
                [
                    new Message(told, $"slack/{_random.Next(2)}", $"k{_random.Next(6)}", "kind", "{}"),
                    new Message(told, $"slack/{_random.Next(2)}", $"k{_random.Next(6)}", "kind", "{}"),
                ],
            Answer = Often(8) ? null : new StoredAnswer(Requests[_random.Next(2)], 200, $"{_random.Next(9)}"),
        };
    }

    private StreamWrite Write(StreamName stream, int expected, int records)
    {
        var write = StoreContract.Append(stream, expected, records) with
        {
            State = Often(3) ? $"{_random.Next(100)}" : null,
        };
        var (due, questions, lease, letsGo) = (Due(), Questions(), Pick(_rollouts)?.Lease, Often(3));
        return stream.Rollout is null
            ? write
            : write with
            {
                Due = Often(5) ? due : null,
                Class = Often(5) ? Class() : null,
                Questions = Often(5) ? questions : null,
                Lease = Often(4) ? lease : null,
                LetsGo = letsGo,
            };
    }

    private WorkClass Class() =>
        _random.Next(5) switch
        {
            0 => WorkClass.Rollback,
            1 => WorkClass.Command,
            2 => WorkClass.Deadline,
            3 => WorkClass.Forward,
            _ => WorkClass.Start,
        };

    private DueTime Due() => new(Often(8) ? Near(_random.Next(20)) : null);

    private ValueList<WantedQuestion> Questions() =>
        Enumerable
            .Range(0, 3)
            .Where(_ => Often(5))
            .Select(n => new WantedQuestion(new($"check/{n}"), $"{_random.Next(9)}", Near(_random.Next(20))))
            .ToValueList();

    private async Task<string> ClaimAsync()
    {
        var claimed = (
            await store.Driving.ClaimAsync(Ask() with { Least = Class(), OldestFirst = Often(3) }, default)
        ).Items;
        _rollouts.AddRange(claimed);
        return "claim "
            + string.Join(' ', claimed.Select(one => $"{one.Class} {one.Id}@{Since(one.Due)}/{one.Head.Version}"));
    }

    private async Task<string> ReleaseAsync()
    {
        if (Pick(_rollouts) is { } one)
        {
            await store.Driving.ReleaseAsync(
                [new(one.Id, one.Lease, one.Head.Version, Due()) { Class = Class() }],
                default
            );
        }

        var overdue = await store.Driving.OverdueAsync(TimeSpan.FromMinutes(1), default);
        return $"release {overdue.Rollouts} {(int)overdue.Longest.TotalMinutes}";
    }

    private async Task<string> AskAsync()
    {
        foreach (var one in _questions)
        {
            var evidence = new byte[] { (byte)_random.Next(256) };
            var page = new TickPageRow(_random.Next(5), Minute(0), Minute(1), evidence);
            await store.Questions.SettleAsync(
                [new(one.Rollout, one.Key, one.Lease, evidence, Minute(_random.Next(20)), Often(5) ? page : null)],
                default
            );
        }

        _questions.Clear();
        _questions.AddRange((await store.Questions.ClaimAsync(Ask(), default)).Items);
        var pages = await store.Questions.PagesAsync(StoreContract.Id(1), new("check/1"), default);
        return "ask "
            + string.Join(
                ' ',
                _questions.Select(one =>
                    $"{one.Rollout}/{one.Key}/{one.Terms}@{Since(one.Due)}/{Convert.ToHexString(one.Evidence.Span)}"
                )
            )
            + " pages "
            + string.Join(' ', pages.Select(page => $"{page.First}:{Convert.ToHexString(page.Ticks.Span)}"));
    }

    private async Task<string> TellAsync()
    {
        if (Pick(_messages) is { } one)
        {
            Delivery delivery = _random.Next(3) switch
            {
                0 => new Delivery.Sent(one.Id, one.Lease),
                1 => new Delivery.Later(one.Id, one.Lease, Minute(_random.Next(20)), "later"),
                _ => new Delivery.Dead(one.Id, one.Lease, "dead"),
            };
            await store.Outbox.SettleAsync([delivery], default);
        }

        var dead = await store.Outbox.DeadAsync(new(0), 5, default);
        if (!dead.IsEmpty && Often(3))
        {
            await store.Outbox.SendAgainAsync(dead[0].Id, default);
        }

        // All of them: those written at one moment of a clock that stands are written at several of one that runs.
        var claimed = (await store.Outbox.ClaimAsync(Ask() with { AtMost = 100 }, default))
            .Items.OrderBy(one => one.Id.Number)
            .ToList();
        _messages.AddRange(claimed);
        return "tell "
            + string.Join(' ', claimed.Select(one => $"{one.Message}/{one.Attempts}"))
            + " dead "
            + string.Join(' ', dead.Select(one => $"{one.Message.Key}/{one.Attempts}"));
    }

    private async Task<string> ReceiveAsync()
    {
        var digest = Often(8) ? "digest" : "other";
        return $"receive {await store.Idempotency.ReceiveAsync(Requests[_random.Next(2)], digest, TimeSpan.FromSeconds(90), default)}";
    }

    private async Task<string> PassAsync()
    {
        var minutes = _random.Next(1, 4);
        _passed += minutes;
        await harness.PassAsync(TimeSpan.FromMinutes(minutes));
        return "pass";
    }

    private ClaimRequest Ask() => new("walker", _random.Next(1, 5), TimeSpan.FromSeconds(90));

    private bool Often(int ofTen) => _random.Next(10) < ofTen;

    // A half past, where no step of a clock that runs comes near; and no two the same, whose order nobody promises.
    private Instant Minute(int minutes) =>
        _start + TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(30) + TimeSpan.FromMilliseconds(_moments++);

    /// <summary>No further ahead than is kept: what is cut to the same moment has no order.</summary>
    private Instant Near(int minutes) => Minute(Math.Min(minutes, _passed + 4));

    private int Since(Instant due) => (int)Math.Round((due - _start).TotalMinutes * 2);

    private T? Pick<T>(List<T> claimed)
        where T : class
    {
        var place = _random.Next(1_000);
        return claimed.Count == 0 ? null : claimed[^(1 + (place % Math.Min(claimed.Count, 4)))];
    }
}
