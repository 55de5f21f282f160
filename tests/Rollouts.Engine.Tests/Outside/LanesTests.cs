using Rollouts.Engine.Outside;

namespace Rollouts.Engine.Tests.Outside;

public sealed class LanesTests
{
    private readonly RouterLanes _lanes = new(forward: 1, wayBack: 1);

    [Fact]
    public async Task A_lane_that_no_call_holds_is_removed()
    {
        for (var i = 0; i < 5000; i++)
        {
            using var place = await _lanes.EnterAsync($"gate {i}.example", isWayBack: false, default);
            Assert.Equal(1, _lanes.Count);
        }

        Assert.Equal(0, _lanes.Count);
    }

    [Fact]
    public async Task A_lane_bounds_its_calls_while_calls_come_and_go()
    {
        var inside = 0;
        var most = 0;
        async Task CallAsync()
        {
            for (var i = 0; i < 200; i++)
            {
                using var place = await _lanes.EnterAsync("edge", isWayBack: false, default);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(CallAsync)));

        Assert.Equal(1, most);
        Assert.Equal(0, _lanes.Count);
    }

    [Fact]
    public async Task A_call_that_gives_up_waiting_keeps_no_lane_and_takes_no_place()
    {
        var first = await _lanes.EnterAsync("edge", isWayBack: false, default);
        using var hungUp = new CancellationTokenSource();
        var second = _lanes.EnterAsync("edge", isWayBack: false, hungUp.Token);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        first.Dispose();
        first.Dispose();

        Assert.Equal(0, _lanes.Count);
        using var third = await _lanes.EnterAsync("edge", isWayBack: false, default);
        Assert.False(_lanes.EnterAsync("edge", isWayBack: false, default).IsCompleted);
        Assert.True(_lanes.EnterAsync("edge", isWayBack: true, default).IsCompletedSuccessfully);
    }
}
