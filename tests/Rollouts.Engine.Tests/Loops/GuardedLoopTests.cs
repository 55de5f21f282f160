using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Tests.Observing;
using Rollouts.Fakes.Storage;

namespace Rollouts.Engine.Tests.Loops;

/// <summary>The base of all background loops.</summary>
public sealed class GuardedLoopTests
{
    [Fact]
    public async Task Goes_on_after_an_exception_that_was_not_foreseen()
    {
        using var measured = new Listening();
        using var loop = new CountingLoop(failures: 3);

        await loop.StartAsync(default);
        await Eventually.IsAsync(() => loop.Passes > 5, "passes after the failed ones");
        await loop.StopAsync(default);

        Assert.Equal(3, measured.SumOf("rollouts.loop.failures", ("loop", nameof(CountingLoop))));
        Assert.Empty(loop.Health.Problems);
        Assert.True(loop.IsFinished);
    }

    [Fact]
    public async Task One_item_that_fails_holds_back_no_other()
    {
        using var measured = new Listening();
        using var loop = new CountingLoop(failures: 0);

        await loop.StartAsync(default);
        await Eventually.IsAsync(() => loop.ItemsDone >= 2, "the items after the poisoned one");
        await loop.StopAsync(default);

        Assert.True(measured.SumOf("rollouts.loop.item.failures", ("loop", nameof(CountingLoop))) >= 1);
        Assert.Empty(loop.Health.Problems);
    }

    [Fact]
    public void A_loop_that_only_fails_is_a_problem_after_a_minute_and_until_it_works_again()
    {
        var clock = new SettableClock();
        var health = new LoopHealth(clock);
        health.Started("Loop");

        for (var i = 0; i < 8; i++)
        {
            health.Failed("Loop", TimeSpan.FromSeconds(30));
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(["the loop Loop has failed for 80 s"], health.Problems);
        health.Succeeded("Loop");
        Assert.Empty(health.Problems);
    }

    [Fact]
    public void Failures_far_apart_are_not_one_trouble()
    {
        var clock = new SettableClock();
        var health = new LoopHealth(clock);

        health.Failed("Loop", TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromHours(1));
        health.Failed("Loop", TimeSpan.FromSeconds(30));

        Assert.Empty(health.Problems);
    }

    [Fact]
    public void A_loop_that_has_ended_is_a_problem()
    {
        var health = new LoopHealth(TimeProvider.System);

        health.Ended("Loop");

        Assert.Equal(["the loop Loop has ended"], health.Problems);
    }

    [Fact]
    public void Pauses_grow_to_their_bound_and_begin_anew()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));

        var pauses = Enumerable.Range(0, 6).Select(_ => backoff.Next().TotalSeconds).ToList();
        backoff.Reset();

        Assert.All(
            pauses.Zip([1.0, 2, 4, 8, 8, 8]),
            pair => Assert.InRange(pair.First, pair.Second * 0.75, pair.Second)
        );
        Assert.InRange(backoff.Next().TotalSeconds, 0.75, 1);
    }

    private sealed class CountingLoop : GuardedLoop
    {
        private readonly int _failures;

        public CountingLoop(int failures)
            : this(failures, new LoopHealth(TimeProvider.System)) { }

        private CountingLoop(int failures, LoopHealth health)
            : base(health, NullLogger.Instance, TimeProvider.System) => (_failures, Health) = (failures, health);

        public LoopHealth Health { get; }

        public int Passes { get; private set; }

        public int ItemsDone { get; private set; }

        public bool IsFinished { get; private set; }

        protected override TimeSpan LongestPause => TimeSpan.FromMilliseconds(10);

        protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
        {
            if (Passes++ < _failures)
            {
                throw new NotSupportedException("nothing in the code expects this");
            }

            await GuardAsync("poisoned", () => throw new NotSupportedException("not expected either"), stopping);
            await GuardAsync("good", () => Task.FromResult(ItemsDone++), stopping);
            return TimeSpan.FromMilliseconds(1);
        }

        protected override Task FinishAsync()
        {
            IsFinished = true;
            return Task.CompletedTask;
        }
    }
}
