using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Rollouts.Domain.Chat;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Messages;
using Rollouts.Engine.Notifications;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Chat;

/// <summary>
/// Shows rollouts in channels of chat systems: one message for each rollout, which is edited in place, with a thread of
/// what happened. A message of the outbox says only that something changed: what is shown is the rollout as it stands,
/// so that a backlog, as after an outage, is one edit and not a hundred.
/// </summary>
public sealed class ChatChannel(
    ChatConnections connections,
    CurrentInstallation installation,
    StateReader reader,
    StreamRunner runner,
    IStreamStore streams,
    ChatPacer pacer,
    ChatDigests digests,
    ILogger<ChatChannel> logger
) : IPacedChannel
{
    public bool Sends(string channel) => NotificationChannels.ChatOf(channel) is not null;

    public async Task<TimeSpan?> TurnAsync(Message message, CancellationToken cancellation)
    {
        var (state, thread) = await LoadAsync(message, cancellation);
        return IsWarning(message) ? pacer.Turn(message.Channel, isUrgent: true)
            : IsShown(state, thread) ? null
            : GoesIntoDigest(message, state, thread)
                ? digests.Turn(message.Channel, state, () => pacer.Turn(message.Channel, isUrgent: true))
            : pacer.Turn(message.Channel, IsUrgent(state));
    }

    public async Task<Fault?> SendAsync(Message message, CancellationToken cancellation)
    {
        var (state, thread) = await LoadAsync(message, cancellation);
        if (IsShown(state, thread) && !IsWarning(message))
        {
            return null;
        }

        var fault = await (
            IsWarning(message)
                ? WarnAsync(message, state, thread, cancellation)
                : ShowAsync(message, state, thread, cancellation)
        );
        if (fault is not null)
        {
            logger.ChatNotSent(message.Channel, fault.Message);
            if (fault.RetryAfter is { } patience)
            {
                pacer.Pause(message.Channel, patience);
            }
        }

        return fault is null ? null : Patient(fault);
    }

    /// <summary>
    /// Whether the message says more than the state of the rollout does: requests after the way back are recorded with
    /// the service.
    /// </summary>
    private static bool IsWarning(Message message) => message.Kind == nameof(NotificationKind.StillServing);

    private async Task<Fault?> WarnAsync(
        Message message,
        Rollout state,
        Snapshot<ChatThread> thread,
        CancellationToken cancellation
    )
    {
        var (system, channel) = NotificationChannels.ChatOf(message.Channel)!.Value;
        var plan = state.Spec.Plan;
        if (!connections.Of(system, plan.Service, plan.Environment).TryGet(out var found, out var missing))
        {
            return missing;
        }

        var text = (string)JsonNode.Parse(message.Body)!["text"]!;
        if (found.Chat is IEditableChat chat && thread.State!.Message is { } id)
        {
            var replied = await chat.ReplyAsync(
                new ChatMessageId(thread.State.Channel!, id),
                new ChatReply([text], [], IsUrgent: true),
                cancellation
            );
            // A message that was deleted must not take the warning with it.
            if (replied is not { Kind: FaultKind.Gone })
            {
                return replied;
            }
        }

        var policy = installation.Now.Environments.GetValueOrDefault(plan.Environment);
        var story = await RolloutStory.ReadAsync(streams, state, thread.State!.Told, cancellation);
        var card = RolloutCards.Of(state, story, policy) with { Status = text, Tone = ChatTone.Alarming };
        return (await found.Chat.PostAsync(channel, card, cancellation)).TryGet(out _, out var fault) ? null : fault;
    }

    private async Task<Fault?> ShowAsync(
        Message message,
        Rollout state,
        Snapshot<ChatThread> thread,
        CancellationToken cancellation
    )
    {
        var (system, channel) = NotificationChannels.ChatOf(message.Channel)!.Value;
        var plan = state.Spec.Plan;
        if (!connections.Of(system, plan.Service, plan.Environment).TryGet(out var found, out var missing))
        {
            return missing;
        }

        if (found.Chat is IEditableChat digested && GoesIntoDigest(message, state, thread))
        {
            return await digests.SendAsync(message.Channel, channel, digested, state, cancellation);
        }

        var policy = installation.Now.Environments.GetValueOrDefault(plan.Environment);
        var story = await RolloutStory.ReadAsync(streams, state, thread.State!.Told, cancellation);
        var card = RolloutCards.Of(state, story, policy);
        var showing = new Showing(thread.Stream, channel, state.Version, card, story, found.Chat);
        digests.Leave(message.Channel, state.Spec.Id);
        return found.Chat is not IEditableChat chat
                ? await PostSeldomAsync(showing, story.NeedsPerson || state.IsFinal, cancellation)
            : thread.State.Message is { } id
                ? await EditAsync(showing, chat, new ChatMessageId(thread.State.Channel!, id), cancellation)
            : await PostAsync(showing, cancellation);
    }

    // What cannot be edited is one more message that is read each time, so that what needs no person is passed over.
    private async Task<Fault?> PostSeldomAsync(Showing showing, bool isNeeded, CancellationToken cancellation)
    {
        if (isNeeded)
        {
            return await PostAsync(showing, cancellation);
        }

        await NoteAsync(
            showing.Stream,
            new ChatThreadEvent.Edited(showing.Version),
            new ChatThreadEvent.Replied(showing.Version)
        );
        return null;
    }

    private async Task<Fault?> PostAsync(Showing showing, CancellationToken cancellation)
    {
        var answer = await showing.Chat.PostAsync(showing.Channel, showing.Card, cancellation);
        if (!answer.TryGet(out var posted, out var fault))
        {
            return fault;
        }

        await NoteAsync(showing.Stream, new ChatThreadEvent.Posted(posted.Channel, posted.Id, showing.Version));
        return null;
    }

    private async Task<Fault?> EditAsync(
        Showing showing,
        IEditableChat chat,
        ChatMessageId message,
        CancellationToken cancellation
    )
    {
        switch (await chat.UpdateAsync(message, showing.Card, cancellation))
        {
            case { Kind: FaultKind.Gone }:
                // A person deleted it: the rollout gets a new message, which has what the thread would have had.
                await NoteAsync(showing.Stream, new ChatThreadEvent.Lost());
                return await PostAsync(showing, cancellation);
            case { } fault:
                return fault;
        }

        var story = showing.Story;
        if (!story.News.IsEmpty)
        {
            var mentions = story.NeedsPerson && showing.Card.Approval is { } approval ? approval.From : [];
            var reply = new ChatReply(story.News, mentions, story.NeedsPerson);
            if (await chat.ReplyAsync(message, reply, cancellation) is { Kind: not FaultKind.Gone } unsaid)
            {
                return unsaid;
            }
        }

        await NoteAsync(
            showing.Stream,
            new ChatThreadEvent.Edited(showing.Version),
            new ChatThreadEvent.Replied(showing.Version)
        );
        return null;
    }

    // Written also while the host stops: the message is there, and a lost record would post it again.
    private async Task NoteAsync(StreamName stream, params ChatThreadEvent[] happened)
    {
        var result = await runner.TransactAsync(
            stream,
            StateCodecs.ChatThread,
            (before, now) =>
            {
                var because = new EventMetadata(now, Domain.Actor.Machine, new Cause("chat", null), "");
                var after = happened.Aggregate(before.State!, (state, one) => state.Evolve(one));
                return StreamAppend.Change(before, after, happened, because);
            },
            CancellationToken.None
        );
        if (result is not CommandResult<ChatThread>.Accepted)
        {
            throw new ConflictException("chat thread");
        }
    }

    private async Task<(Rollout State, Snapshot<ChatThread> Thread)> LoadAsync(
        Message message,
        CancellationToken cancellation
    )
    {
        var id =
            message.Stream.Rollout
            ?? throw new ArgumentException($"'{message.Stream}' is not the stream of a rollout.", nameof(message));
        var state =
            (await reader.LoadAsync(id, cancellation)).State
            ?? throw new InvalidOperationException($"{message.Stream} is not there any more.");
        var stream = StreamName.OfChat(id, message.Channel);
        return (state, await runner.LoadAsync(stream, StateCodecs.ChatThread, cancellation));
    }

    private static bool IsShown(Rollout state, Snapshot<ChatThread> thread) => thread.State!.Shown >= state.Version;

    /// <summary>A way back is urgent to its end: it can be over before its first message has its turn.</summary>
    private static bool IsUrgent(Rollout state) =>
        RolloutStory.NeedsPersonIn(state) || state.Status is Status.RolledBack;

    private bool GoesIntoDigest(Message message, Rollout state, Snapshot<ChatThread> thread) =>
        thread.State!.Message is null
        && !IsUrgent(state)
        && IsEdited(message, state)
        && (digests.Holds(message.Channel, state.Spec.Id) || pacer.IsBusy(message.Channel));

    /// <summary>Whether the system changes messages in place; only then many rollouts can share one.</summary>
    private bool IsEdited(Message message, Rollout state) =>
        connections
            .Of(
                NotificationChannels.ChatOf(message.Channel)!.Value.System,
                state.Spec.Plan.Service,
                state.Spec.Plan.Environment
            )
            .TryGet(out var found, out _)
        && found.Chat is IEditableChat;

    /// <summary>
    /// A token that is replaced and an app that is invited heal by themselves: the messages wait for it for a day. A
    /// channel that does not exist is a mistake in the plan.
    /// </summary>
    private static Fault Patient(Fault fault) =>
        fault.Kind is FaultKind.Denied or FaultKind.Unusable ? fault with { Kind = FaultKind.Broken } : fault;

    /// <summary>One version of a rollout on its way into a channel.</summary>
    private sealed record Showing(
        StreamName Stream,
        string Channel,
        int Version,
        ChatCard Card,
        RolloutStory Story,
        IChatClient Chat
    );
}
