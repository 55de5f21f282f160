using Rollouts.Engine.Clocks;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Tests.Clocks;

/// <summary>What one process of several does.</summary>
public sealed class SharedLeaseTests
{
    private readonly SettableClock _clock = new();
    private readonly IStore _store;

    public SharedLeaseTests() => _store = new MemoryStore(_clock);

    [Fact]
    public async Task One_holds_it_for_as_long_as_it_renews_it()
    {
        var (first, second) = (Lease(), Lease());
        for (var i = 0; i < 10; i++)
        {
            Assert.True(await first.HoldAsync(default));
            Assert.False(await second.HoldAsync(default));
            _clock.Advance(TimeSpan.FromSeconds(7));
        }
    }

    [Fact]
    public async Task Another_one_takes_over_when_it_is_not_renewed_or_released()
    {
        var (first, second) = (Lease(), Lease());
        Assert.True(await first.HoldAsync(default));
        _clock.Advance(SharedLease.Length);
        Assert.True(await second.HoldAsync(default));
        Assert.False(await first.HoldAsync(default));

        await second.ReleaseAsync(default);
        Assert.True(await first.HoldAsync(default));
    }

    private SharedLease Lease() => new(_store.Idempotency, "a thing", _clock);
}
