using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Http;
using Rollouts.Api.Rollouts;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Live;

/// <summary>
/// Finds the changes in the list of live rollouts since the last look, once for all listeners. A look reads the rows
/// that the store reports as written, and the whole list only if a report may have been missed. The last events are
/// kept, so that a listener can resume after a short absence.
/// </summary>
internal sealed class ListNews(IStore store, ILogger<ListNews> logger, TimeProvider time) : IDisposable
{
    /// <summary>
    /// A proxy between this process and its store can lose a notification without a trace. This time bounds how long
    /// the list is wrong then.
    /// </summary>
    private static readonly TimeSpan WholeEvery = TimeSpan.FromMinutes(1);

    private const int PageSize = 500;

    private const int Remembered = 2048;

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    private readonly string _life = Guid.NewGuid().ToString("N")[..8];
    private readonly LinkedList<(RowView Row, LiveEvent Event)> _last = [];
    private readonly Lock _lock = new();
    private readonly HashSet<RolloutId> _changed = [];
    private readonly SemaphoreSlim _news = new(0, 1);
    private CancellationTokenSource? _listening;
    private bool _hasMissed;
    private long _wholeAt;
    private Dictionary<string, RowView>? _known;
    private long _number;

    /// <summary>Whether a new listener would get all changes from now on.</summary>
    public bool IsKnown
    {
        get
        {
            lock (_lock)
            {
                return _known is not null;
            }
        }
    }

    /// <summary>Drops the state after the last listener has left. The next listener begins anew.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _known = null;
            _last.Clear();
            _changed.Clear();
            _listening?.Cancel();
            _listening?.Dispose();
            _listening = null;
        }
    }

    /// <summary>Waits for a notification of the store, or until the timeout.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellation) => _news.WaitAsync(longest, cancellation);

    public void Dispose()
    {
        Forget();
        _news.Dispose();
    }

    /// <summary>The events after this one; null if they are no longer kept.</summary>
    public IReadOnlyList<(RowView Row, LiveEvent Event)>? After(string? id)
    {
        lock (_lock)
        {
            return _known is null || _last.All(told => told.Event.Id != id)
                ? null
                : [.. _last.SkipWhile(told => told.Event.Id != id).Skip(1)];
        }
    }

    public async Task<IReadOnlyList<(RowView Row, LiveEvent Event)>> LookAsync(CancellationToken cancellation)
    {
        Listen();
        var (changed, isWhole) = TakeChanged();
        if (!isWhole && changed.Count == 0)
        {
            return [];
        }

        try
        {
            return isWhole ? await WholeAsync(cancellation) : await SomeAsync(changed, cancellation);
        }
        catch
        {
            // The changes that were taken are lost, so the next look reads the whole list.
            Missed();
            throw;
        }
    }

    /// <summary>Subscribes before the first read, so that no write between the two is missed.</summary>
    private void Listen()
    {
        lock (_lock)
        {
            if (_listening is null)
            {
                _listening = new CancellationTokenSource();
                _hasMissed = true;
                _ = ListenAsync(_listening.Token);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await ItemGuard.RunAsync(
                nameof(ListNews),
                "changes of the list",
                async () =>
                {
                    await foreach (var changed in store.Lists.ChangesAsync(cancellation))
                    {
                        Heard(changed);
                    }
                },
                logger,
                cancellation
            );
            Missed();
            await Task.Delay(BeforeNextTry, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Heard(ValueList<RolloutId> changed)
    {
        lock (_lock)
        {
            _hasMissed |= changed.IsEmpty;
            _changed.UnionWith(changed);
            Signal();
        }
    }

    private void Missed()
    {
        lock (_lock)
        {
            _hasMissed = true;
            Signal();
        }
    }

    private void Signal()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }

    private (List<RolloutId> Changed, bool IsWhole) TakeChanged()
    {
        lock (_lock)
        {
            var isWhole = _known is null || _hasMissed || time.GetElapsedTime(_wholeAt) > WholeEvery;
            var changed = _changed.ToList();
            _changed.Clear();
            _hasMissed = false;
            return (changed, isWhole);
        }
    }

    private async Task<IReadOnlyList<(RowView Row, LiveEvent Event)>> WholeAsync(CancellationToken cancellation)
    {
        var now = await LiveAsync(cancellation);
        var known = _known;
        List<RowView> changed = [];
        if (known is not null)
        {
            changed.AddRange(now.Values.Where(row => !known.TryGetValue(row.Id, out var before) || before != row));
            var gone = known.Keys.Except(now.Keys, StringComparer.Ordinal).Select(IdOf).ToList();
            changed.AddRange((await store.Lists.FindAsync(gone, cancellation)).Select(RowView.Of));
        }

        lock (_lock)
        {
            (_known, _wholeAt) = (now, time.GetTimestamp());
            return [.. changed.Select(Remember)];
        }
    }

    private async Task<IReadOnlyList<(RowView Row, LiveEvent Event)>> SomeAsync(
        List<RolloutId> changed,
        CancellationToken cancellation
    )
    {
        var rows = (await store.Lists.FindAsync(changed, cancellation)).Select(RowView.Of).ToList();
        lock (_lock)
        {
            // The last listener has left, so the next one begins anew.
            if (_known is not { } known)
            {
                return [];
            }

            var news = rows.Where(row =>
                    known.TryGetValue(row.Id, out var before) ? before != row : row.EndedAt is null
                )
                .ToList();
            foreach (var row in news)
            {
                if (row.EndedAt is null)
                {
                    known[row.Id] = row;
                }
                else
                {
                    known.Remove(row.Id);
                }
            }

            return [.. news.Select(Remember)];
        }
    }

    private static RolloutId IdOf(string text) => new(Guid.ParseExact(text, "N"));

    private (RowView Row, LiveEvent Event) Remember(RowView row)
    {
        var data = JsonSerializer.Serialize(row, ApiJson.Options);
        var told = (row, new LiveEvent($"{_life}-{++_number}", "rollout", data));
        _last.AddLast(told);
        if (_last.Count > Remembered)
        {
            _last.RemoveFirst();
        }

        return told;
    }

    private async Task<Dictionary<string, RowView>> LiveAsync(CancellationToken cancellation)
    {
        var rows = new Dictionary<string, RowView>(StringComparer.Ordinal);
        RolloutCursor? after = null;
        while (true)
        {
            var page = await store.Lists.ListAsync(new RolloutFilter(IsLive: true), after, PageSize, cancellation);
            foreach (var row in page)
            {
                rows[row.Id.ToString()] = RowView.Of(row);
            }

            if (page.Count < PageSize)
            {
                return rows;
            }

            after = new RolloutCursor(page[^1].OpenedAt, page[^1].Id);
        }
    }
}
