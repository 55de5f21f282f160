using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Loops;
using Rollouts.Integrations.Chat;
using Rollouts.Storage;

namespace Rollouts.Api.Chat;

/// <summary>
/// What came in from chat systems and was acknowledged: the system waits three seconds for that, and a decision may
/// take longer. A decision is stored before it is acknowledged. If the process ends before it was worked on, this or
/// another process works on it later.
/// </summary>
internal sealed class ChatWork(
    ChatEvents events,
    ChatInboxes inboxes,
    ChatConnections connections,
    StoreClock clock,
    LoopHealth health,
    ILogger<ChatWork> logger,
    TimeProvider time
) : PollingLoop(health, logger, time, AtOnce)
{
    private const int AtOnce = 8;

    /// <summary>More than the people of a workspace press in the time that a decision takes.</summary>
    private const int MostWaiting = 1000;

    /// <summary>The system waits for three seconds, and the way there and back takes some of them.</summary>
    private static readonly TimeSpan LongestStore = TimeSpan.FromSeconds(2);

    /// <summary>How often it is looked for decisions whose process has ended.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>A decision that has waited for so long here is taken to be left over. Longer than any takes.</summary>
    private static readonly TimeSpan LeftOver = TimeSpan.FromSeconds(20);

    /// <summary>A decision that fails so often, over some minutes, fails always.</summary>
    private const int MostFailures = 10;

    private readonly ConcurrentQueue<Work> _waiting = new();

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>What this process works on, or is about to.</summary>
    private readonly ConcurrentDictionary<string, byte> _own = new(StringComparer.Ordinal);

    /// <summary>
    /// Since when others' decisions have been seen waiting. Elapsed time and no clock: a decision that was written
    /// under a clock that was ahead must not wait for that time.
    /// </summary>
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    private long? _lookedAt;

    /// <summary>
    /// False if too much waits already, or if the store does not keep it in time: the system shows the person that it
    /// failed.
    /// </summary>
    public async Task<bool> AddAsync(string connection, ChatEvent happened, CancellationToken cancellation)
    {
        if (_waiting.Count >= MostWaiting)
        {
            return false;
        }

        happened = happened is ChatEvent.Typed command ? command with { ReceivedAt = clock.Now } : happened;
        var isQuestion = happened is ChatEvent.Typed typed && TypedWords.Of(typed.Text).IsQuestion;
        var key = isQuestion ? null : ChatInboxes.KeyOf(happened);
        if (key is not null)
        {
            if (!_own.TryAdd(key, 0))
            {
                // Delivered once more, while the first delivery is worked on.
                return true;
            }

            if (!await IsKeptAsync(connection, key, happened, cancellation))
            {
                _own.TryRemove(key, out _);
                return false;
            }
        }

        _waiting.Enqueue(new Work(connection, key, happened));
        Wake();
        return true;
    }

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        if (_lookedAt is not { } at || Time.GetElapsedTime(at) >= LookEvery)
        {
            _lookedAt = Time.GetTimestamp();
            await TakeOverAsync(cancellation);
        }

        List<WorkItem> work = [];
        while (work.Count < atMost && _waiting.TryDequeue(out var one))
        {
            work.Add(
                new WorkItem($"a {one.Happened.GetType().Name} from '{one.Connection}'", token => DoAsync(one, token))
            );
        }

        return (work, !_waiting.IsEmpty);
    }

    private async Task DoAsync(Work work, CancellationToken cancellation)
    {
        try
        {
            await events.HandleAsync(work.Connection, work.Happened, cancellation);
            await FinishAsync(work, cancellation);
        }
        catch (Exception exception)
            when (exception is not (OperationCanceledException or StoreUnavailableException) && FailsAlways(work))
        {
            logger.ChatDecisionGivenUp(work.Connection, MostFailures, exception);
            await FinishAsync(work, cancellation);
        }
        finally
        {
            // One that failed is still stored, and is taken over after a while.
            if (work.Key is { } key)
            {
                _own.TryRemove(key, out _);
            }
        }
    }

    private async Task FinishAsync(Work work, CancellationToken cancellation)
    {
        if (work.Key is { } key)
        {
            await inboxes.FinishAsync(new ConnectionName(work.Connection), key, cancellation);
            _failures.TryRemove(key, out _);
        }
    }

    private bool FailsAlways(Work work) =>
        work.Key is { } key && _failures.AddOrUpdate(key, 1, (_, times) => times + 1) >= MostFailures;

    private async Task TakeOverAsync(CancellationToken cancellation)
    {
        HashSet<string> waiting = new(StringComparer.Ordinal);
        foreach (var connection in connections.All.Select(one => one.Name).ToList())
        {
            foreach (var (key, happened) in await inboxes.WaitingAsync(connection, cancellation))
            {
                waiting.Add(key);
                if (_own.ContainsKey(key))
                {
                    _seen.Remove(key);
                }
                else if (!_seen.TryGetValue(key, out var since))
                {
                    _seen[key] = Time.GetTimestamp();
                }
                else if (Time.GetElapsedTime(since) >= LeftOver && _own.TryAdd(key, 0))
                {
                    _waiting.Enqueue(new Work(connection.Value, key, happened));
                }
            }
        }

        foreach (var gone in _seen.Keys.Where(key => !waiting.Contains(key)).ToList())
        {
            _seen.Remove(gone);
        }
    }

    private async Task<bool> IsKeptAsync(
        string connection,
        string key,
        ChatEvent happened,
        CancellationToken cancellation
    )
    {
        using var late = new CancellationTokenSource(LongestStore, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await inboxes
                .ReceiveAsync(new ConnectionName(connection), key, happened, either.Token)
                .WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <param name="Key">Null for what is not stored.</param>
    private sealed record Work(string Connection, string? Key, ChatEvent Happened);
}
