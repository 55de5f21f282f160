using System.Collections.Concurrent;
using Rollouts.Domain.Rollouts;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Dashboard.Live;

/// <summary>
/// Reports whether the checks of a rollout have new samples, with about one look a second for each rollout, regardless
/// of the number of pages.
/// </summary>
internal sealed class SamplePulse(IStore store, TimeProvider time)
{
    private const int MostRemembered = 4000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // Results and not tasks: a look that failed, or whose reader disconnected, must not be the answer to other readers.
    private readonly ConcurrentDictionary<RolloutId, Look> _looks = new();

    /// <summary>A number that changes when there are new samples.</summary>
    public async Task<int> ReadAsync(Rollout state, CancellationToken cancellation)
    {
        var id = state.Spec.Id;
        if (_looks.TryGetValue(id, out var known) && time.GetElapsedTime(known.At) < Fresh)
        {
            return known.Sum;
        }

        if (_looks.Count > MostRemembered)
        {
            _looks.Clear();
        }

        var look = await LookAsync(state, cancellation);
        _looks[id] = look;
        return look.Sum;
    }

    private async Task<Look> LookAsync(Rollout state, CancellationToken cancellation)
    {
        var at = time.GetTimestamp();
        var sum = new HashCode();
        foreach (var check in state.Checks)
        {
            var key = QuestionKey.Of(check.Check.Name, check.Target);
            var evidence = await store.Questions.EvidenceAsync(state.Spec.Id, key, cancellation);
            sum.AddBytes(evidence.Span);
        }

        return new Look(at, sum.ToHashCode());
    }

    private sealed record Look(long At, int Sum);
}
