using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Worker;
using Rollouts.Worker.Loops;

namespace Rollouts.Api.Live;

/// <summary>
/// What is new in the list of live rollouts since the last look: one look for everybody who listens. The last events
/// are remembered, so that whoever was away for a moment goes on where it was.
/// </summary>
internal sealed class ListNews(IStore store, Engine engine, ILogger<ListNews> logger)
{
    private const int PageSize = 500;

    private const int Remembered = 2048;

    private readonly string _life = Guid.NewGuid().ToString("N")[..8];
    private readonly LinkedList<(RowView Row, LiveEvent Event)> _last = [];
    private readonly Lock _lock = new();
    private Dictionary<string, RowView>? _known;
    private long _number;

    /// <summary>Whether somebody who comes now can be told all that changes from now on.</summary>
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

    /// <summary>Nobody listens any more; whoever comes next begins anew.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _known = null;
            _last.Clear();
        }
    }

    /// <summary>What was told after this event; null where that is not known any more.</summary>
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
        var now = await LiveAsync(cancellation);
        var known = _known;
        List<RowView> changed = [];
        if (known is not null)
        {
            changed.AddRange(now.Values.Where(row => !known.TryGetValue(row.Id, out var before) || before != row));
            foreach (var gone in known.Keys.Except(now.Keys, StringComparer.Ordinal))
            {
                if (await EndedAsync(gone, cancellation) is { } ended)
                {
                    changed.Add(ended);
                }
            }
        }

        lock (_lock)
        {
            _known = now;
            return [.. changed.Select(Remember)];
        }
    }

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

    /// <summary>Null if it cannot be read: it leaves the list at the next full read of the page.</summary>
    private async Task<RowView?> EndedAsync(string id, CancellationToken cancellation)
    {
        RowView? ended = null;
        await ItemGuard.RunAsync(
            nameof(LiveLoop),
            $"end of rollout {id}",
            async () =>
            {
                var rollout = new RolloutId(Guid.ParseExact(id, "N"));
                ended = RowView.Of((await engine.Reader.LoadAsync(rollout, cancellation)).State!);
            },
            logger,
            cancellation
        );
        return ended;
    }
}
