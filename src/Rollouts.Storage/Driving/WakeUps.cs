using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Rollouts.Storage.Driving;

/// <summary>Passes wake-ups to the subscribers in this process.</summary>
internal sealed class WakeUps
{
    /// <summary>
    /// A subscriber that is this far behind loses the oldest wake-ups, and finds those rollouts at its next look.
    /// </summary>
    private const int Kept = 1024;

    private readonly Lock _lock = new();
    private readonly List<ChannelWriter<WakeUp>> _listeners = [];

    public void Tell(IReadOnlyList<WakeUp> woken)
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

    public async IAsyncEnumerable<WakeUp> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<WakeUp>(
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
