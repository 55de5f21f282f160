using System.Collections.Concurrent;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Deciding;

namespace Rollouts.Worker.Asking;

/// <summary>
/// The terms of rollouts, which never change once it has begun, so that asking needs no rollout to be read.
/// </summary>
public sealed class TermsCache(IStreamStore streams, StateReader reader)
{
    /// <summary>Twice the design size; beyond it everything is forgotten at once, which costs one read each.</summary>
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<RolloutId, Terms> _known = new();

    public async Task<Terms?> OfAsync(RolloutId id, CancellationToken cancellation)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        var loaded = await streams.LoadAsync([StreamName.Of(id)], cancellation);
        if (loaded.Streams[0] is not { } stored)
        {
            return null;
        }

        var rollout = await reader.RolloutOfAsync(stored, cancellation);
        if (rollout.BeganAt is null)
        {
            return rollout.Terms;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[id] = rollout.Terms;
        return rollout.Terms;
    }
}
