using System.Threading.Channels;

namespace Rollouts.Api.Live;

/// <summary>
/// A client that is subscribed to events. A client that falls behind is disconnected and resumes from the last event
/// that it received, so that a slow connection does not fill the memory.
/// </summary>
/// <param name="Rollout">The rollout of the events; null for the list of all.</param>
internal sealed record Listener(Caller Caller, RolloutId? Rollout)
{
    /// <summary>Several times a change of all rows that a dashboard shows. One look reports all of them.</summary>
    private const int MostWaiting = 2048;

    private readonly Channel<LiveEvent> _waiting = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );

    public ChannelReader<LiveEvent> Events => _waiting.Reader;

    public void Tell(LiveEvent happened)
    {
        if (!_waiting.Writer.TryWrite(happened))
        {
            LetGo();
        }
    }

    public void LetGo() => _waiting.Writer.TryComplete();
}
