using System.Threading.Channels;
using Rollouts.Api.Identity;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Live;

/// <summary>
/// Somebody who wants to be told. Who does not keep up is let go, and comes back with the last event that was heard:
/// nobody's slow line fills the memory.
/// </summary>
/// <param name="Rollout">The rollout that it is about; null for the list of all.</param>
internal sealed record Listener(Caller Caller, RolloutId? Rollout)
{
    /// <summary>A storm over all that a dashboard shows, several times over: one look tells of all of it.</summary>
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
