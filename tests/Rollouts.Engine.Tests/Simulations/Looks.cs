using Rollouts.Engine.Rollouts;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>
/// Rules of who looks at what, by the right time: no clock of a store keeps a live rollout from being looked at, and no
/// build claims what it cannot read.
/// </summary>
internal sealed class Looks(World world)
{
    /// <summary>The longest pause of a look, a lease that ends and some passes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Passes over what is due that must have missed a rollout before it counts as not looked at.</summary>
    private const int Misses = 5;

    private readonly Dictionary<RolloutId, (DateTimeOffset At, int Misses)> _last = [];

    public void Claimed(IReadOnlyList<DueRollout> claimed, bool isOldBuild)
    {
        foreach (var id in _last.Keys.ToList())
        {
            _last[id] = (_last[id].At, _last[id].Misses + 1);
        }

        foreach (var due in claimed)
        {
            if (isOldBuild && world.Store.FormatOf(due.Claimed.Id) > 1)
            {
                throw new LawBrokenException($"11: an old build holds {due.Claimed.Id}, which it cannot read");
            }

            _last[due.Claimed.Id] = (world.Clock.GetUtcNow(), 0);
        }
    }

    public void Hold(IEnumerable<RolloutId> live)
    {
        foreach (var id in live)
        {
            _last.TryAdd(id, (world.Clock.GetUtcNow(), 0));
            var last = _last[id];
            if (last.Misses >= Misses && world.Clock.GetUtcNow() - last.At > Longest)
            {
                throw new LawBrokenException(
                    $"10: nobody has looked at {id} for {world.Clock.GetUtcNow() - last.At}; the clock of the store is "
                        + $"{world.StoreTime.Ahead} ahead"
                );
            }
        }
    }
}
