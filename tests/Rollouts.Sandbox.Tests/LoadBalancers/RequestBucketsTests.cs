using Rollouts.Fakes.Storage;
using Rollouts.Sandbox.LoadBalancers;

namespace Rollouts.Sandbox.Tests.LoadBalancers;

public sealed class RequestBucketsTests
{
    [Fact]
    public void Forty_calls_at_once_and_ten_more_each_second()
    {
        var clock = new SettableClock();
        var buckets = new RequestBuckets(clock);
        int Taken() => Enumerable.Range(0, 100).Count(_ => buckets.TryTake());

        Assert.Equal(40, Taken());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Taken());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(40, Taken());
    }
}
