using Microsoft.Extensions.Logging;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Loops;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Chat;

/// <summary>
/// Pages of the app and shared links, each shown anew when what it shows has changed. They are not stored: after a
/// restart a page is shown again when it is opened, and a link keeps what it showed last.
/// </summary>
internal sealed class ChatViews(
    ChatConnections connections,
    ChatHomes homes,
    ChatUnfurls unfurls,
    IStore store,
    LoopHealth health,
    ILogger<ChatViews> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    /// <summary>Those that were asked for longest ago are given up.</summary>
    private const int Most = 500;

    /// <summary>Slack takes 50 to 100 such calls a minute. What changes within it is shown together.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>A notice of the store can be lost. Then a view is wrong for so long at most.</summary>
    private static readonly TimeSpan AllEvery = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<View> _views = [];
    private IAsyncEnumerator<ValueList<RolloutId>>? _listening;
    private Task<bool>? _next;
    private long _changes;

    /// <summary>Shows something now and from now on.</summary>
    public async Task<Fault?> ShowAsync(string connection, ChatEvent asked, CancellationToken cancellation)
    {
        var view = new View(connection, asked);
        lock (_lock)
        {
            for (var node = _views.First; node is not null; node = node.Next)
            {
                if (node.Value.Connection == connection && node.Value.Asked == asked)
                {
                    _views.Remove(node);
                    break;
                }
            }

            _views.AddLast(view);
            if (_views.Count > Most)
            {
                _views.RemoveFirst();
            }
        }

        return await ShowAsync(view, cancellation);
    }

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        View[] views;
        lock (_lock)
        {
            views = [.. _views];
        }

        if (views.Length == 0)
        {
            return Beat;
        }

        await LookForChangesAsync(stopping);
        var changes = Interlocked.Read(ref _changes);
        foreach (var view in views.Where(view => IsDue(view, changes)))
        {
            await GuardAsync(
                $"a view in '{view.Connection}'",
                async () =>
                {
                    if (await ShowAsync(view, stopping) is { } fault)
                    {
                        logger.ChatNotAnswered(view.Connection, fault.Message);
                    }
                },
                stopping
            );
        }

        return Beat;
    }

    private bool IsDue(View view, long changes) => view.Changes != changes || Time.GetElapsedTime(view.At) > AllEvery;

    private async Task<Fault?> ShowAsync(View view, CancellationToken cancellation)
    {
        (view.Changes, view.At) = (Interlocked.Read(ref _changes), Time.GetTimestamp());
        if (connections.Find(view.Connection)?.Chat is not IInteractiveChat chat)
        {
            return null;
        }

        switch (view.Asked)
        {
            case ChatEvent.HomeOpened opened:
                var home = await homes.ReadAsync(opened.By, cancellation);
                return Equals(view.Shown, home)
                    ? null
                    : Keep(view, home, await chat.PublishHomeAsync(opened.By, home, cancellation));
            case ChatEvent.LinkShared shared:
                var cards = await unfurls.ReadAsync(chat, shared, cancellation);
                return cards.IsEmpty || Equals(view.Shown, cards)
                    ? null
                    : Keep(view, cards, await chat.UnfurlAsync(shared.Place, cards, cancellation));
            default:
                return null;
        }
    }

    private static Fault? Keep(View view, object shown, Fault? fault)
    {
        view.Shown = fault is null ? shown : view.Shown;
        return fault;
    }

    /// <summary>Counts a change if the store has said since the last look that something was written.</summary>
    private async Task LookForChangesAsync(CancellationToken stopping)
    {
        _listening ??= store.Lists.ChangesAsync(stopping).GetAsyncEnumerator(stopping);
        _next ??= _listening.MoveNextAsync().AsTask();
        if (!_next.IsCompleted)
        {
            return;
        }

        var (listening, next) = (_listening, _next);
        _next = null;
        try
        {
            if (await next)
            {
                Interlocked.Increment(ref _changes);
                return;
            }
        }
        catch
        {
            // The next pass listens anew, and cannot know what it has missed.
            Interlocked.Increment(ref _changes);
            _listening = null;
            await listening.DisposeAsync();
            throw;
        }

        _listening = null;
        await listening.DisposeAsync();
    }

    /// <summary>Something that is shown, and what it showed last.</summary>
    private sealed class View(string connection, ChatEvent asked)
    {
        public string Connection => connection;

        public ChatEvent Asked => asked;

        public object? Shown { get; set; }

        /// <summary>How many changes there had been when it was looked at.</summary>
        public long Changes { get; set; }

        public long At { get; set; }
    }
}
