using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Integrations.Storage;

/// <summary>Passes wake-ups on to whoever listens in this process.</summary>
internal sealed class WakeUps
{
    /// <summary>Who does not listen for so long loses the oldest, and finds them at its next look.</summary>
    private const int Kept = 1024;

    private readonly Lock _lock = new();
    private readonly List<ChannelWriter<RolloutId>> _listeners = [];

    public void Tell(IReadOnlyList<RolloutId> woken)
    {
        if (woken.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var listener in _listeners)
            {
                foreach (var id in woken)
                {
                    listener.TryWrite(id);
                }
            }
        }
    }

    public async IAsyncEnumerable<RolloutId> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<RolloutId>(
            new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        lock (_lock)
        {
            _listeners.Add(channel.Writer);
        }

        try
        {
            await foreach (var id in channel.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return id;
            }
        }
        finally
        {
            lock (_lock)
            {
                _listeners.Remove(channel.Writer);
            }
        }
    }
}
