using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Outside.Resilience;

public sealed class EffortTests
{
    private readonly WoundClock _clock = new();
    private readonly Circuits _circuits;

    public EffortTests() => _circuits = new Circuits(_clock, NullLogger.Instance);

    [Fact]
    public async Task A_read_that_fails_for_a_moment_is_made_again()
    {
        var call = new ScriptedCall(attempt => attempt == 1 ? ScriptedCall.Broken : null);

        Assert.Null(await WindAsync(DoAsync(RetryPolicy.RouterRead, call)));
        Assert.Equal(2, call.Made);
    }

    [Fact]
    public async Task A_read_is_made_three_times_at_most()
    {
        var call = new ScriptedCall(_ => ScriptedCall.Broken);

        Assert.Equal(ScriptedCall.Broken, await WindAsync(DoAsync(RetryPolicy.RouterRead, call)));
        Assert.Equal(3, call.Made);
    }

    [Fact]
    public async Task A_write_is_made_again_once()
    {
        var call = new ScriptedCall(_ => ScriptedCall.Broken);

        await WindAsync(DoAsync(RetryPolicy.RouterWrite, call));

        Assert.Equal(2, call.Made);
    }

    [Fact]
    public async Task What_will_not_pass_is_not_tried_again()
    {
        var call = new ScriptedCall(_ => ScriptedCall.Denied);

        Assert.Equal(ScriptedCall.Denied, await DoAsync(RetryPolicy.Source, call));
        Assert.Equal(1, call.Made);
    }

    [Fact]
    public async Task Whoever_asks_for_patience_is_given_it()
    {
        var call = new ScriptedCall(attempt =>
            attempt == 1 ? ScriptedCall.Throttled(TimeSpan.FromMilliseconds(900)) : null
        );
        var done = DoAsync(RetryPolicy.RouterRead, call);

        _clock.Advance(TimeSpan.FromMilliseconds(899));
        Assert.Equal(1, call.Made);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await done);
        Assert.Equal(2, call.Made);
    }

    [Fact]
    public async Task Whoever_asks_for_more_than_there_is_is_asked_next_time()
    {
        var call = new ScriptedCall(_ => ScriptedCall.Throttled(TimeSpan.FromMinutes(1)));

        await DoAsync(RetryPolicy.RouterRead, call);

        Assert.Equal(1, call.Made);
    }

    [Fact]
    public async Task Nothing_is_written_once_its_patience_is_over()
    {
        using var patience = new CancellationTokenSource();
        var call = new ScriptedCall(_ => ScriptedCall.Broken);
        var done = DoAsync(RetryPolicy.RouterWrite, call, patience.Token);

        await patience.CancelAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => done);
        Assert.Equal(1, call.Made);
    }

    private Task<Fault?> DoAsync(RetryPolicy effort, ScriptedCall call, CancellationToken cancellation = default) =>
        _circuits.DoAsync("edge", effort, call.MakeAsync, cancellation);

    private async Task<Fault?> WindAsync(Task<Fault?> done)
    {
        await Eventually.IsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return done.IsCompleted;
            },
            "the call to end"
        );
        return await done;
    }
}
