using Rollouts.Domain.Chat;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Chat;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Chat;

/// <summary>
/// Keeps the decisions that came in from chat systems until they were worked on. What is acknowledged is kept, so that
/// a process that ends in between loses nothing.
/// </summary>
public sealed class ChatInboxes(StreamRunner runner) : IDisposable
{
    /// <summary>The name of the stored decision; null for what is no decision, and may be lost.</summary>
    public static string? KeyOf(ChatEvent happened) =>
        happened switch
        {
            // A press that opens a dialog decides nothing, and the dialog opens within three seconds or not at all.
            ChatEvent.Press { Action: ChatAction.Reject } => null,
            ChatEvent.Press press => press.Key,
            ChatEvent.Rejection rejection => rejection.Key,
            ChatEvent.Typed typed => typed.Key,
            _ => null,
        };

    // The decisions of one process wait for each other here, and not for lost races of the store.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Keeps a decision. False if too many wait, or if others changed the inbox at each attempt.</summary>
    public async Task<bool> ReceiveAsync(
        ConnectionName connection,
        string key,
        ChatEvent happened,
        CancellationToken cancellation
    ) =>
        await ChangeAsync(
            connection,
            inbox => inbox.Waiting.Count >= ChatInbox.Most ? null : inbox.Receive(key, StateJson.Write(happened)),
            "it came in",
            cancellation
        );

    /// <summary>The decision was worked on.</summary>
    public Task<bool> FinishAsync(ConnectionName connection, string key, CancellationToken cancellation) =>
        ChangeAsync(connection, inbox => inbox.Finish(key), "it was worked on", cancellation);

    /// <summary>The decisions that wait. One of another build, which cannot be read, waits on.</summary>
    public async Task<IReadOnlyList<(string Key, ChatEvent Happened)>> WaitingAsync(
        ConnectionName connection,
        CancellationToken cancellation
    )
    {
        var stream = StreamName.OfChatInbox(connection);
        var inbox = (await runner.LoadAsync(stream, StateCodecs.ChatInbox, cancellation)).State!;
        return
        [
            .. inbox
                .Waiting.Select(item => (item.Key, Happened: StateJson.Read<ChatEvent>(item.Content)!))
                .Where(one => one.Happened is not null),
        ];
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> ChangeAsync(
        ConnectionName connection,
        Func<ChatInbox, ValueList<ChatInboxEvent>?> decide,
        string reason,
        CancellationToken cancellation
    )
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await runner.TransactAsync(
                    StreamName.OfChatInbox(connection),
                    StateCodecs.ChatInbox,
                    (before, now) =>
                    {
                        if (decide(before.State!) is not { } events)
                        {
                            return new StreamChange<ChatInbox>.Refuse(TooMany);
                        }

                        var because = new EventMetadata(now, Domain.Actor.Machine, new Cause("chat", null), reason);
                        var after = events.Aggregate(before.State!, (state, one) => state.Evolve(one));
                        return StreamAppend.Change(before, after, events, because);
                    },
                    cancellation
                ) is CommandResult<ChatInbox>.Accepted;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static Refusal TooMany { get; } =
        new("chat.too-many", $"{ChatInbox.Most} decisions wait to be worked on; press again in a minute");
}
