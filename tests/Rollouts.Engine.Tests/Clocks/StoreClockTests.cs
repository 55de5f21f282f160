using Rollouts.Engine.Clocks;
using Rollouts.Fakes.Storage;

namespace Rollouts.Engine.Tests.Clocks;

/// <summary>The time by which a process decides, while the clock of its store does what it likes.</summary>
public sealed class StoreClockTests
{
    private readonly SettableClock _machine = new();
    private readonly StoreClock _clock;
    private TimeSpan _slept;

    public StoreClockTests()
    {
        _clock = new StoreClock(_machine, () => _slept);
        Look();
    }

    private Instant Right => Instant.From(_machine.GetUtcNow());

    [Fact]
    public void A_clock_that_is_ahead_for_three_seconds_leaves_no_trace()
    {
        for (var look = 0; look < 12; look++)
        {
            Pass(0.25);
            Look(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(TimeSpan.FromMinutes(30), _clock.TakeJump());
        Assert.InRange(_clock.Now - Right, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        Pass(0.25);
        Look();

        Assert.Equal(Right, _clock.ToStore(_clock.Now));
        Assert.InRange(_clock.Now - Right, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        Assert.True(_clock.TakeJump() < TimeSpan.FromMinutes(-29));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_difference_of_seconds_is_corrected_and_no_jump(double seconds)
    {
        Pass(1);
        Look(TimeSpan.FromSeconds(seconds));
        Pass(3);
        Look(TimeSpan.FromSeconds(seconds));

        Assert.Null(_clock.TakeJump());
        Assert.Equal(Right + TimeSpan.FromSeconds(seconds), _clock.Now);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        var before = _clock.Now;
        foreach (var ahead in (double[])[-4, 4, -4, -3_600, -3_600, 3_600, 3_600, 0])
        {
            Pass(0.3);
            Look(TimeSpan.FromSeconds(ahead));
            Assert.True(_clock.Now >= before);
            before = _clock.Now;
        }
    }

    [Fact]
    public void A_clock_that_jumped_and_stays_is_approached_slowly()
    {
        for (var second = 0; second < 60; second++)
        {
            Pass(1);
            Look(TimeSpan.FromMinutes(30));
        }

        Assert.InRange(_clock.Now - Right, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7));
        Assert.InRange(_clock.Apart, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
        Assert.Equal(Right + TimeSpan.FromMinutes(30), _clock.ToStore(_clock.Now));
        Assert.Equal(Right + TimeSpan.FromMinutes(30), _clock.Latest);
    }

    [Fact]
    public void An_answer_that_comes_late_is_no_jump()
    {
        Pass(1);
        Look(TimeSpan.FromSeconds(-9));
        Pass(1);
        Look();

        Assert.Null(_clock.TakeJump());
        Assert.Equal(TimeSpan.Zero, _clock.Apart);
    }

    [Fact]
    public void A_machine_that_slept_is_no_jump_and_what_is_due_is_due()
    {
        var ahead = TimeSpan.FromHours(8);
        _slept = ahead;
        Pass(1);
        Look(ahead);

        Assert.Null(_clock.TakeJump());
        Assert.Equal(Right + ahead, _clock.Now);
    }

    [Fact]
    public void The_time_of_a_rollout_that_was_written_ahead_goes_on()
    {
        var rollout = new RolloutId(Guid.NewGuid());
        var lastAt = _clock.Now + TimeSpan.FromDays(365);

        Assert.Equal(lastAt, _clock.NowFor(rollout, lastAt));
        Pass(10);

        Assert.Equal(lastAt + TimeSpan.FromSeconds(10), _clock.NowFor(rollout, lastAt));
        Assert.Equal(_clock.Now, _clock.NowFor(new RolloutId(Guid.NewGuid()), _clock.Now - TimeSpan.FromHours(1)));
    }

    private void Pass(double seconds) => _machine.Advance(TimeSpan.FromSeconds(seconds));

    private void Look(TimeSpan ahead = default) => _clock.Saw(Right + ahead);
}
