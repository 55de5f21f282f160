namespace Rollouts.Domain.Chat;

/// <summary>
/// The decisions that came in through a connected chat system, were acknowledged there, and are not worked on yet. A
/// process that ends loses none of them.
/// </summary>
public sealed record ChatInbox
{
    /// <summary>More than the people of a workspace decide in the time that a decision takes.</summary>
    public const int Most = 1000;

    public ValueList<ChatInboxItem> Waiting { get; init; } = [];

    /// <summary>A further delivery of what waits already changes nothing.</summary>
    public ValueList<ChatInboxEvent> Receive(string key, string content) =>
        Waiting.Any(item => item.Key == key) ? [] : [new ChatInboxEvent.Received(key, content)];

    public ValueList<ChatInboxEvent> Finish(string key) =>
        Waiting.Any(item => item.Key == key) ? [new ChatInboxEvent.Finished(key)] : [];

    public ChatInbox Evolve(ChatInboxEvent happened) =>
        happened switch
        {
            ChatInboxEvent.Received received => this with
            {
                Waiting = Waiting.Add(new ChatInboxItem(received.Key, received.Content)),
            },
            ChatInboxEvent.Finished finished => this with
            {
                Waiting = Waiting.Where(item => item.Key != finished.Key).ToValueList(),
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>One decision that waits.</summary>
/// <param name="Key">The same for every delivery of the same decision.</param>
/// <param name="Content">What came in, as JSON.</param>
public sealed record ChatInboxItem(string Key, string Content);
