using System.Runtime.CompilerServices;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Notifications;

/// <summary>Lists the messages that could not be sent, and sends them again for people.</summary>
public sealed class DeadLetters(IOutbox outbox, TimeProvider time)
{
    private const int Page = 200;

    /// <summary>One line a message, the oldest first.</summary>
    public async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var dead in AllAsync(cancellation))
        {
            yield return LineOf(dead, Instant.From(time.GetUtcNow()));
        }
    }

    public Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation) =>
        outbox.SendAgainAsync(id, cancellation);

    /// <returns>The number of messages.</returns>
    public async Task<int> SendAllAgainAsync(CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var dead in AllAsync(cancellation))
        {
            count += await outbox.SendAgainAsync(dead.Id, cancellation) ? 1 : 0;
        }

        return count;
    }

    private async IAsyncEnumerable<DeadMessage> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = default(MessageId);
        ValueList<DeadMessage> page;
        do
        {
            page = await outbox.DeadAsync(last, Page, cancellation);
            foreach (var dead in page)
            {
                last = dead.Id;
                yield return dead;
            }
        } while (page.Count == Page);
    }

    private static string LineOf(DeadMessage dead, Instant now)
    {
        var age = now > dead.WrittenAt ? now - dead.WrittenAt : TimeSpan.Zero;
        // Whole seconds in the last hour, whole minutes before it.
        var step = age < TimeSpan.FromHours(1) ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMinute;
        return $"{dead.Id.Number}: {dead.Message.Stream} {dead.Message.Kind} to {dead.Message.Channel}: "
            + $"{Spans.Say(new TimeSpan(age.Ticks / step * step))} old, {dead.Attempts} "
            + $"{(dead.Attempts == 1 ? "attempt" : "attempts")}, the last one: {dead.Error}";
    }
}
