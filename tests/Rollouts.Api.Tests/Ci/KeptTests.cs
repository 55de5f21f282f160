namespace Rollouts.Api.Tests.Ci;

/// <summary>What is taken is kept: whoever answered may be gone before anything was started.</summary>
public sealed class KeptTests : CiTest
{
    private bool _works;

    protected override bool Works => _works;

    [Fact]
    public async Task What_was_taken_is_started_by_whoever_works_next()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        (await SendAsync("release", Release("v2"), "d1")).Is(202);
        Assert.Equal(["trigger.fired.v1"], await LogAsync(1));
        Assert.Empty(await RolloutsAsync());

        _works = true;
        await StartAgainAsync();

        await OnlyRolloutAsync();
        Assert.Equal(["trigger.fired.v1", "trigger.started.v1"], await LogAsync(2));
    }
}
