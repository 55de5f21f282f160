namespace Rollouts.Integrations.Chat;

/// <summary>A connection that is opened from here, through which a chat system brings in what people do.</summary>
public interface IChatSocket : IAsyncDisposable
{
    /// <summary>The next delivery; null once the system wants another connection, or this one broke.</summary>
    Task<ChatDelivery?> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Tells the system that a delivery arrived. It waits three seconds for that.</summary>
    Task AcknowledgeAsync(ChatDelivery delivery, CancellationToken cancellation);
}

/// <summary>What came through a connection.</summary>
/// <param name="Id">The same if it is delivered once more.</param>
public sealed record ChatDelivery(string Id, ChatEvent Happened);
